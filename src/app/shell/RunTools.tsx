/** What a wide page's bar tells of the experiment, and what leaves the page as a link or a file. */
import { formatHash } from '../../lib/numberFormat.ts';
import { specHash } from '../../spec/experimentSpec.ts';
import { shownRun } from '../../store/runs/runView.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { SharePopover } from './SharePopover.tsx';
import styles from './TopBar.module.css';

/** The experiment as a link, the run as files. */
export function RunTools() {
  return (
    <>
      <SharePopover />
      <ExportMenu />
    </>
  );
}

/** Name and identity of the run that is shown, else of the draft. */
export function ExperimentName() {
  const draftSpec = useWorkbench(({ draft }) => draft.spec);
  const touched = useWorkbench(({ draft }) => draft.touched);
  const shown = useWorkbench((state) => shownRun(state)?.newest ?? null);
  const onTrain = useWorkbench(({ page }) => page === 'train');
  const spec = shown?.spec ?? draftSpec;
  if (!onTrain || spec === null || (shown === null && !touched)) {
    return <span className={styles.gap} />;
  }
  return (
    <p className={styles.experiment}>
      <b>{spec.name}</b>
      <span className={styles.hash}>spec {formatHash(shown?.specHash ?? specHash(spec))}</span>
    </p>
  );
}
