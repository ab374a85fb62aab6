/**
 * The field of an option with named values. Each value says in the open list what it does, so that
 * nobody has to look it up in a paper.
 */
import { ChevronDown } from 'lucide-react';
import { Button, Label, Select, SelectValue } from 'react-aria-components';
import type { ChoiceOption } from '../../../spec/fields/optionDescription.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import { ChoiceList } from './ChoiceList.tsx';
import styles from './Field.module.css';
import { FieldComplaint, FieldHelp, FieldLabel } from './FieldLabel.tsx';

interface ChoiceFieldProps {
  readonly option: ChoiceOption;
  readonly complaint: string | null;
  readonly choices: ChoiceOption['choices'];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

/** One of a few named choices, each with its own sentence. */
export function ChoiceField({ option, complaint, choices, value, onChoose }: ChoiceFieldProps) {
  return (
    <Select
      className={styles.row}
      value={value}
      isInvalid={complaint !== null}
      validationBehavior="aria"
      onChange={(key) => key !== null && onChoose(String(key))}
    >
      <Label>
        <FieldLabel option={option} />
      </Label>
      <Button className={styles.choice}>
        <SelectValue className={textStyles.ellipsis}>
          {choices.find((choice) => choice.value === value)?.label ?? '–'}
        </SelectValue>
        <ChevronDown size={13} aria-hidden="true" />
      </Button>
      <FieldHelp option={option} />
      <FieldComplaint complaint={complaint} />
      <ChoiceList choices={choices} />
    </Select>
  );
}
