import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  /** `primary` is pressed to go on; `plain` is the usual; `quiet` has no border; `link` is text. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'link';
  readonly size?: 'small' | 'medium' | 'large';
  /** Fills the width it is given. */
  readonly wide?: boolean;
  /** Holds an icon alone: square; give it an `aria-label`. */
  readonly square?: boolean;
}

/** A button in the house's looks. */
export function Button({ look = 'plain', size = 'medium', wide, square, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={styles.button}
      data-look={look}
      data-size={size}
      data-wide={wide || undefined}
      data-square={square || undefined}
    />
  );
}
