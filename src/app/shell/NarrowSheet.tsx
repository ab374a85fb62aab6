/** The sheet of a narrow page: the form and the menus wait in it, so that charts have the screen. */
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import boxStyles from '../../views/kit/styles/boxes.module.css';
import { Button } from '../controls/Button.tsx';
import { DraftNote } from '../train/form/DraftNote.tsx';
import { ExperimentForm } from '../train/form/ExperimentForm.tsx';
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
