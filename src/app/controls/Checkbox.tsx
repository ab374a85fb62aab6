import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, type CheckboxProps } from 'react-aria-components';
import styles from './Checkbox.module.css';

interface BoxProps extends Omit<CheckboxProps, 'className' | 'style' | 'children'> {
  /** The words beside it; without them give it an `aria-label`. */
  readonly children?: ReactNode;
}

/** A box to tick. */
export function Checkbox({ children, ...props }: BoxProps) {
  return (
    <AriaCheckbox {...props} className={styles.checkbox}>
      <span className={styles.box}>
        <Check size={12} strokeWidth={3} aria-hidden="true" />
      </span>
      {children}
    </AriaCheckbox>
  );
}
