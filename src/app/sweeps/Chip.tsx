import { Check, TriangleAlert } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import styles from './AxisRows.module.css';

interface ChipProps {
  readonly text: string;
  readonly isChosen?: boolean;
  readonly isWrong?: boolean;
  readonly onToggle: () => void;
}

/** A value of an axis: pressed, it is one of those that are run. */
export function Chip({ text, isChosen = false, isWrong = false, onToggle }: ChipProps) {
  return (
    <ToggleButton
      className={styles.chip}
      isSelected={isChosen}
      onChange={onToggle}
      data-wrong={isWrong || undefined}
    >
      {isWrong ? (
        <TriangleAlert size={13} aria-hidden="true" />
      ) : (
        isChosen && <Check size={13} aria-hidden="true" />
      )}
      {text}
    </ToggleButton>
  );
}
