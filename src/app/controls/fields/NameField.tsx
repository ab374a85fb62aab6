import { Input, Label, TextField } from 'react-aria-components';
import styles from './Field.module.css';
import { FieldComplaint } from './FieldLabel.tsx';
import nameStyles from './NameField.module.css';

interface NameFieldProps {
  readonly value: string;
  readonly complaint: string | null;
  readonly onChange: (value: string) => void;
}

/** The experiment's name: a label that does not change what it is. */
export function NameField({ value, complaint, onChange }: NameFieldProps) {
  return (
    <TextField
      className={nameStyles.field}
      value={value}
      isInvalid={complaint !== null}
      validationBehavior="aria"
      onChange={onChange}
    >
      <Label className="visuallyHidden">Name</Label>
      <Input className={`${styles.value} ${nameStyles.input}`} autoComplete="off" />
      <FieldComplaint complaint={complaint} />
    </TextField>
  );
}
