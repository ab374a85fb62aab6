/**
 * Two runs in all detail. Which pairs can be compared is decided in the store; here they are picked,
 * with words for the case that there is none.
 */
import { FileText } from 'lucide-react';
import { useMemo } from 'react';
import { comparedRuns } from '../../store/runs/comparisonSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { openLog } from '../shell/ExportMenu.tsx';
import styles from './ComparePage.module.css';
import { CompareSheet } from './CompareSheet.tsx';
import { baselineFor, onSameDataset, pickableRuns } from './pickableRuns.ts';
import { RunPicker } from './RunPicker.tsx';

/** What is picked to be compared, and what it is measured against. */
export function PairRail() {
  const pair = useComparedRuns();
  const known = useKnownRuns();
  const compared = pair && { runId: pair.run.runId, baselineId: pair.baseline.runId };
  return (
    <>
      <RunPicker
        title="This run"
        runs={known}
        chosenId={compared?.runId ?? null}
        onChoose={(runId) => {
          const baselineId = baselineFor(runId, known, compared);
          if (baselineId !== null) void actions().compareKept([runId, baselineId]);
        }}
      />
      {compared !== null && (
        <RunPicker
          title="Measured against"
          runs={onSameDataset(compared.runId, known)}
          chosenId={compared.baselineId}
          onChoose={(baselineId) => void actions().compareKept([compared.runId, baselineId])}
        />
      )}
      <div className={styles.foot}>
        <p>Logs of other pages and of the command line can be compared as well.</p>
        <Button size="small" onPress={() => void openLog()}>
          <FileText size={13} aria-hidden="true" />
          Open a log
        </Button>
      </div>
    </>
  );
}

/** Two runs on the same images, side by side. */
export function PairSheet() {
  const pair = useComparedRuns();
  const known = useKnownRuns();
  const count = useWorkbench(({ runs }) => runs.length);
  return pair === null ? (
    <NothingToCompare isToPick={known.length > 0} count={count} />
  ) : (
    <CompareSheet run={pair.run} baseline={pair.baseline} />
  );
}

function useKnownRuns() {
  const runs = useWorkbench((state) => state.runs);
  const keptRuns = useWorkbench((state) => state.keptRuns);
  return useMemo(() => pickableRuns(runs, keptRuns), [runs, keptRuns]);
}

function useComparedRuns() {
  const runs = useWorkbench((state) => state.runs);
  const compared = useWorkbench((state) => state.compared);
  const shownId = useWorkbench((state) => state.shownId);
  return useMemo(() => comparedRuns({ runs, compared, shownId }), [runs, compared, shownId]);
}

interface NothingToCompareProps {
  /** Whether kept runs can be picked. */
  readonly isToPick: boolean;
  readonly count: number;
}

function NothingToCompare({ isToPick, count }: NothingToCompareProps) {
  if (isToPick) {
    return (
      <div className={styles.empty}>
        <h1 className={styles.story}>Pick a run.</h1>
        <p>It is measured against another on the same data set, which you can change.</p>
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <h1 className={styles.story}>
        {count < 2
          ? 'Two runs are needed to compare.'
          : 'The runs here were made with different images.'}
      </h1>
      <p>
        {count < 2
          ? 'Train one and then another on the same data set, or open a log.'
          : 'Only runs on the same data set can be compared: train another, or open a log.'}
      </p>
      <Button look="primary" onPress={() => actions().goTo('train')}>
        To the experiment
      </Button>
    </div>
  );
}
