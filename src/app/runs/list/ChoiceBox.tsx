import { Check } from 'lucide-react';
import checkboxStyles from '../../controls/Checkbox.module.css';
import styles from './ChoiceBox.module.css';

interface ChoiceBoxProps {
  /** What is chosen by it. */
  readonly title: string;
  readonly isChosen: boolean;
}

/** The box of a row, which the list hears of: as {@link Checkbox} looks, at a fraction of what that costs. */
export function ChoiceBox({ title, isChosen }: ChoiceBoxProps) {
  return (
    <label className={styles.box} data-selected={isChosen || undefined}>
      <input
        type="checkbox"
        className="visuallyHidden"
        tabIndex={-1}
        aria-label={`Choose ${title}`}
        checked={isChosen}
        readOnly
      />
      <span className={checkboxStyles.box}>
        <Check size={12} strokeWidth={3} aria-hidden="true" />
      </span>
    </label>
  );
}
