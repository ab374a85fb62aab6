import { useMemo, useRef, useState } from 'react';
import { formatCount } from '../../lib/numberFormat.ts';
import { createRandom } from '../../lib/random.ts';
import { actions } from '../../store/useWorkbench.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import type { TriedRun } from '../../worker/protocol/tryRequests.ts';
import { Button } from '../controls/Button.tsx';
import styles from './TryPage.module.css';

interface TestSourceProps {
  readonly run: TriedRun;
  readonly onTest: (index: number) => void;
}

/** Test images of the run’s own data set: drawn anew with each press, or those that it misread in turn. */
export function TestSource({ run, onTest }: TestSourceProps) {
  const { test, datasetName } = run;
  const [problem, setProblem] = useState<string | null>(null);
  const hard = useRef(-1);
  // The same run shows the same images in the same order, on every visit.
  const draws = useMemo(() => createRandom(0, 'test images to try', run.runId), [run.runId]);
  if (test === null) {
    const open = () =>
      void actions()
        .openTriedData()
        .then((told) => setProblem(told && `${told.message} ${told.remedy}`));
    return (
      <div className={styles.drop}>
        <p>Its test images are in the data set {datasetName}, which is not at hand.</p>
        <Button onPress={open}>Open its data</Button>
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    );
  }
  const { labels, misread } = test;
  const nextTest = () => onTest(draws.integer(labels.length));
  const nextHard = () => {
    hard.current = (hard.current + 1) % misread.length;
    onTest(misread[hard.current]);
  };
  return (
    <div className={styles.drop}>
      <p>
        One of the {formatCount(labels.length)} images of {datasetName} that no network was trained
        on.
      </p>
      <div className={styles.row}>
        <Button look="primary" onPress={nextTest} isDisabled={labels.length === 0}>
          A test image
        </Button>
        <Button onPress={nextHard} isDisabled={misread.length === 0}>
          Next misread
        </Button>
      </div>
      <p className={textStyles.note}>{formatCount(misread.length)} were misread</p>
    </div>
  );
}
