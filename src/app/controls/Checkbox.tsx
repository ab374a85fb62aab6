import { Check } from 'lucide-react';
import { Checkbox as AriaCheckbox, type CheckboxProps } from 'react-aria-components';
import styles from './Checkbox.module.css';

/** A box to tick, without words beside it: give it an `aria-label`. */
export function Checkbox(props: Omit<CheckboxProps, 'className' | 'style' | 'children'>) {
  return (
    <AriaCheckbox {...props} className={styles.checkbox}>
      <span className={styles.box}>
        <Check size={12} strokeWidth={3} aria-hidden="true" />
      </span>
    </AriaCheckbox>
  );
}
