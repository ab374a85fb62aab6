/**
 * Some runs compared: as a table of settings with intervals and tests, class by class over seeds, over
 * their axes, or two of them in all detail.
 */
import { type ResultView, resultViews } from '../../store/runs/resultsSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Segments } from '../../views/kit/Segments.tsx';
import { Button } from '../controls/Button.tsx';
import { ResultsMenu } from '../report/ResultsMenu.tsx';
import { useNarrow } from '../useWidthClass.ts';
import styles from './ComparePage.module.css';
import { PairRail, PairSheet } from './PairOfRuns.tsx';
import { ResultsRail } from './ResultsRail.tsx';
import { ResultsSheet } from './ResultsSheet.tsx';
import type { ChosenRuns } from './useChosenRuns.ts';
import { useComparison } from './useComparison.ts';

const labels: Readonly<Record<ResultView, string>> = {
  table: 'Table',
  classes: 'Classes',
  pairs: 'Pairs',
  axes: 'Axes',
};

export function CompareRuns({ chosen }: { readonly chosen: ChosenRuns }) {
  const { outcomes, waiting } = chosen;
  const comparison = useComparison(outcomes);
  const asked = useWorkbench(({ resultView }) => resultView);
  const isNarrow = useNarrow();
  // Two runs are told apart by all that is known of each, which needs no table.
  const view = asked ?? (outcomes.length === 2 ? 'pairs' : 'table');
  const rail =
    view === 'pairs' ? <PairRail /> : <ResultsRail chosen={chosen} comparison={comparison} />;
  return (
    <div className={styles.page}>
      {isNarrow && view !== 'pairs' ? (
        <details className={styles.fold}>
          <summary>Runs, measures and test</summary>
          <aside className={styles.rail} aria-label="Runs to compare">
            {rail}
          </aside>
        </details>
      ) : (
        <aside className={styles.rail} aria-label="Runs to compare">
          {rail}
        </aside>
      )}
      <main className={styles.sheet}>
        {outcomes.length > 0 && (
          <div className={styles.views}>
            <Segments
              label="Look at"
              options={resultViews.map((id) => ({ id, label: labels[id] }))}
              chosen={view}
              onChoose={actions().showResultsAs}
            />
            <ResultsMenu table={comparison.table} held={comparison.link.held} />
          </div>
        )}
        {view === 'pairs' ? (
          <PairSheet />
        ) : outcomes.length > 0 ? (
          <div className={styles.results}>
            <ResultsSheet outcomes={outcomes} comparison={comparison} view={view} />
          </div>
        ) : (
          <NothingYet isWaiting={waiting > 0} />
        )}
      </main>
    </div>
  );
}

function NothingYet({ isWaiting }: { readonly isWaiting: boolean }) {
  if (isWaiting) return <p className={styles.empty}>Looking up what the runs came to…</p>;
  return (
    <div className={styles.empty}>
      <h1 className={styles.story}>There is no run to compare.</h1>
      <p>
        One is enough to look at, after its first epoch: train it, import runs, or drop the results
        of runs from elsewhere.
      </p>
      <Button look="primary" onPress={() => actions().goTo('train')}>
        To the experiment
      </Button>
    </div>
  );
}
