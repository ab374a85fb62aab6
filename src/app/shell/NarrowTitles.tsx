/** What the bar of a narrow page tells. */
import { isMethodKind } from '../../spec/methods/methodFacts.ts';
import { methods } from '../../spec/methods/methods.ts';
import { heldData } from '../../store/data/dataSet.ts';
import { valueAt } from '../../store/draft/draft.ts';
import { runList } from '../../store/runs/runList.ts';
import { shownRun } from '../../store/runs/runView.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { DevicePill } from '../train/run/DevicePill.tsx';
import styles from './NarrowBar.module.css';

/** What is shown, and what trains. */
export function NarrowTitles() {
  return (
    <>
      <Titles />
      <DevicePill />
    </>
  );
}

/** The data set and the method of what is shown; above the runs, how many are kept. */
function Titles() {
  const isOfRuns = useWorkbench(({ page }) => page === 'runs');
  return isOfRuns ? <RunTitles /> : <ShownTitles />;
}

function RunTitles() {
  const count = useWorkbench((state) => runList(state).length);
  return (
    <p className={styles.titles}>
      <b>Runs</b>
      {count > 0 && <span>{count} kept</span>}
    </p>
  );
}

function ShownTitles() {
  const held = useWorkbench(({ data }) => heldData(data)?.name ?? null);
  const run = useWorkbench((state) => shownRun(state)?.newest ?? null);
  const draftKind = useWorkbench(({ draft }) => valueAt(draft, 'method.kind'));
  const kind = run?.spec.method.kind ?? draftKind;
  const name = run?.dataset.name ?? held;
  return (
    <p className={styles.titles}>
      <b>{name ?? 'Espalier'}</b>
      {name !== null && <span>{isMethodKind(kind) && methods[kind].label.toLowerCase()}</span>}
    </p>
  );
}
