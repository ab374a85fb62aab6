/**
 * The page that compares two runs. Which pairs can be compared is decided in the store; here they
 * are picked, with words for the case that there is none.
 */
import { FileText } from 'lucide-react';
import { useMemo } from 'react';
import { comparable, comparedRuns, onSameData } from '../../store/runs/comparisonSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { openLog } from '../shell/ExportMenu.tsx';
import styles from './ComparePage.module.css';
import { CompareSheet } from './CompareSheet.tsx';
import { RunPicker } from './RunPicker.tsx';

/** Two runs on the same images, side by side. */
export function ComparePage() {
  const pair = useComparedRuns();
  const runs = useWorkbench((state) => state.runs);
  const known = useMemo(() => comparable(runs), [runs]);
  return (
    <div className={styles.page}>
      <aside className={styles.rail} aria-label="Runs to compare">
        <RunPicker
          title="This run"
          runs={known.filter((run) => onSameData(run, known).length > 0)}
          chosenId={pair?.run.runId ?? null}
          onChoose={(runId) => actions().chooseCompared(withRun(pair, runId))}
        />
        {pair !== null && (
          <RunPicker
            title="Measured against"
            runs={onSameData(pair.run, known)}
            chosenId={pair.baseline.runId}
            onChoose={(baselineId) =>
              actions().chooseCompared({ runId: pair.run.runId, baselineId })
            }
          />
        )}
        <div className={styles.foot}>
          <p>Logs of other pages and of the command line can be compared as well.</p>
          <Button size="small" onPress={() => void openLog()}>
            <FileText size={13} aria-hidden="true" />
            Open a log
          </Button>
        </div>
      </aside>
      <main className={styles.sheet}>
        {pair === null ? (
          <NothingToCompare count={known.length} />
        ) : (
          <CompareSheet run={pair.run} baseline={pair.baseline} />
        )}
      </main>
    </div>
  );
}

function useComparedRuns() {
  const runs = useWorkbench((state) => state.runs);
  const compared = useWorkbench((state) => state.compared);
  const shownId = useWorkbench((state) => state.shownId);
  return useMemo(() => comparedRuns({ runs, compared, shownId }), [runs, compared, shownId]);
}

/** Another run against the same baseline, or, where it was that, against the run before. */
function withRun(pair: ReturnType<typeof comparedRuns>, runId: string) {
  if (pair === null) return { runId, baselineId: '' };
  const wasBaseline = pair.baseline.runId === runId;
  return { runId, baselineId: wasBaseline ? pair.run.runId : pair.baseline.runId };
}

function NothingToCompare({ count }: { readonly count: number }) {
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
