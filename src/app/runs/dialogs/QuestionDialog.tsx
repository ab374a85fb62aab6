import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import boxStyles from '../../../views/kit/styles/boxes.module.css';
import { Button } from '../../controls/Button.tsx';
import styles from './QuestionDialog.module.css';

interface QuestionDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** The button that does it; none where the dialog only shows. */
  readonly answer: {
    readonly label: string;
    readonly onPress: () => void;
    readonly isDisabled?: boolean;
    /** Whether the dialog stays open while it is done. */
    readonly stays?: boolean;
  } | null;
  readonly children: ReactNode;
}

/** A dialog in the middle of the page with one thing to press, and a way out. */
export function QuestionDialog({ title, onClose, answer, children }: QuestionDialogProps) {
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable
    >
      <Modal className={boxStyles.floating}>
        <Dialog className={styles.dialog} role={answer === null ? 'dialog' : 'alertdialog'}>
          <Heading slot="title" className={styles.title}>
            {title}
          </Heading>
          {children}
          <div className={styles.buttons}>
            <Button onPress={onClose}>{answer === null ? 'Done' : 'Cancel'}</Button>
            {answer !== null && (
              <Button
                look="primary"
                autoFocus={!answer.stays}
                isDisabled={answer.isDisabled ?? false}
                onPress={() => {
                  answer.onPress();
                  if (!answer.stays) onClose();
                }}
              >
                {answer.label}
              </Button>
            )}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
