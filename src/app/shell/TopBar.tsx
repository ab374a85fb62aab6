/**
 * The bar of a wide page: the pages, what is shown and its hash, and what leaves the page as a link
 * or a file.
 */
import { formatHash } from '../../lib/numberFormat.ts';
import { specHash } from '../../spec/experimentSpec.ts';
import { shownRun } from '../../store/runs/runView.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { useNarrow } from '../useWidthClass.ts';
import { AboutButton } from './AboutButton.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { Mark } from './Mark.tsx';
import { NarrowBar } from './NarrowBar.tsx';
import { PageLinks } from './PageLinks.tsx';
import { SharePopover } from './SharePopover.tsx';
import { ThemeButton } from './ThemeButton.tsx';
import styles from './TopBar.module.css';

/** The bar over every page. */
export function TopBar() {
  if (useNarrow()) return <NarrowBar />;
  return (
    <header className={styles.bar}>
      <span className={styles.brand}>
        <Mark size={22} />
        <span className={styles.name}>Espalier</span>
      </span>
      <PageLinks />
      <ExperimentName />
      <div className={styles.tools}>
        <SharePopover />
        <ExportMenu />
        <ThemeButton />
        <AboutButton />
      </div>
    </header>
  );
}

/** Name and identity of the run that is shown, else of the draft. */
function ExperimentName() {
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
