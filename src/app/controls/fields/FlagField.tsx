import { Switch } from 'react-aria-components';
import type { OptionDescription } from '../../../spec/fields/optionDescription.ts';
import { SwitchTrack } from '../SwitchTrack.tsx';
import styles from './Field.module.css';
import { FieldLabel } from './FieldLabel.tsx';

interface FlagFieldProps {
  readonly option: OptionDescription;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** On or off. */
export function FlagField({ option, value, onChange }: FlagFieldProps) {
  return (
    <div className={styles.row}>
      <Switch className={styles.switch} isSelected={value} onChange={onChange}>
        <FieldLabel option={option} />
        <SwitchTrack />
      </Switch>
    </div>
  );
}
