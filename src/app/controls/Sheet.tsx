/**
 * A dialog for what fills more than a corner of the page: all images of a class, pairs of equal
 * images. Questions and small forms have dialogs of their own.
 */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import boxStyles from '../../views/kit/styles/boxes.module.css';
import { Button } from './Button.tsx';
import styles from './Sheet.module.css';

interface SheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that comes over the page from the right, and fills a narrow page. */
export function Sheet({ isOpen, onClose, children }: SheetProps) {
  return (
    <ModalOverlay
      className={boxStyles.overlay}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
    >
      <Modal className={styles.sheet}>
        <Dialog className={styles.dialog}>{children}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface SheetHeadProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  /** Controls beside the title. */
  readonly children?: ReactNode;
}

/** The title of a sheet, which stays while the sheet scrolls, and the way out. */
export function SheetHead({ title, onClose, children }: SheetHeadProps) {
  return (
    <header className={styles.head}>
      <Heading slot="title" className={styles.title}>
        {title}
      </Heading>
      {children}
      <Button look="quiet" square aria-label="Close" onPress={onClose}>
        <X size={18} />
      </Button>
    </header>
  );
}
