import type { ReactNode } from 'react';
import { Dialog, Popover, type PopoverProps } from 'react-aria-components';
import textStyles from '../../views/kit/styles/text.module.css';
import styles from './FloatingDialog.module.css';

interface FloatingDialogProps extends Pick<PopoverProps, 'placement'> {
  /** What screen readers call it. */
  readonly label: string;
  readonly title: ReactNode;
  readonly note: ReactNode;
  readonly children: ReactNode;
}

/** A small dialog beside the button that opens it: a title, what it is about, and what to do. */
export function FloatingDialog({
  label,
  title,
  note,
  placement = 'bottom end',
  children,
}: FloatingDialogProps) {
  return (
    <Popover className={styles.popover} placement={placement}>
      <Dialog className={styles.dialog} aria-label={label}>
        <p className={styles.title}>{title}</p>
        <p className={textStyles.note}>{note}</p>
        {children}
      </Dialog>
    </Popover>
  );
}
