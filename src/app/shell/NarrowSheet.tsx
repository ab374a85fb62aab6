/**
 * What the bar of a narrow page tells and holds: the form and the menus wait in a sheet, so that charts
 * have the screen.
 */
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { isMethodKind } from '../../spec/methods/methodFacts.ts';
import { methods } from '../../spec/methods/methods.ts';
import { heldData } from '../../store/data/dataSet.ts';
import { valueAt } from '../../store/draft/draft.ts';
import { runList } from '../../store/runs/runList.ts';
import { shownRun } from '../../store/runs/runView.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import boxStyles from '../../views/kit/styles/boxes.module.css';
import { Button } from '../controls/Button.tsx';
import { DraftNote } from '../train/form/DraftNote.tsx';
import { ExperimentForm } from '../train/form/ExperimentForm.tsx';
import { DevicePill } from '../train/run/DevicePill.tsx';
import { AboutButton } from './AboutButton.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import styles from './NarrowBar.module.css';
import { PageLinks } from './PageLinks.tsx';
import { SharePopover } from './SharePopover.tsx';
import { ThemeButton } from './ThemeButton.tsx';

interface NarrowSheetProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** The sheet with pages, menus and form. */
export function NarrowSheet({ isOpen, onOpenChange }: NarrowSheetProps) {
  const close = () => onOpenChange(false);
  return (
    <ModalOverlay
      className={boxStyles.overlay}
      isDismissable
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <Modal className={styles.sheet}>
        <Dialog className={styles.dialog} aria-label="Menu">
          <div className={styles.head}>
            <PageLinks onGo={close} />
            <Button look="quiet" onPress={close}>
              Done
            </Button>
          </div>
          <div className={styles.tools}>
            <SharePopover />
            <ExportMenu />
            <ThemeButton />
            <AboutButton onGo={close} />
          </div>
          <ExperimentForm onLeave={close} />
          <div className={styles.note}>
            <DraftNote />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

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
