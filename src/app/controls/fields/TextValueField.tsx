/**
 * The field of numbers, and of lists of them, as text. What is typed stays as it was typed: a
 * number that is not finished yet is a complaint, not a correction.
 */
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { OptionDescription } from '../../../spec/fields/optionDescription.ts';
import styles from './Field.module.css';
import { FieldComplaint, FieldHelp, FieldLabel } from './FieldLabel.tsx';

interface TextValueFieldProps {
  readonly option: OptionDescription;
  readonly complaint: string | null;
  /** The value as text. */
  readonly text: string;
  readonly placeholder: string | undefined;
  readonly onText: (text: string) => void;
  /** The arrow keys were pressed: steps up, or down when negative. */
  readonly onStep?: (steps: number) => void;
}

const isList = ({ kind }: OptionDescription) => kind === 'integers' || kind === 'numbers';

const arrowSteps: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/** A number or a list of numbers, read at every keystroke and never rewritten under the hands. */
export function TextValueField(props: TextValueFieldProps) {
  const { option, complaint, text, placeholder, onText, onStep } = props;
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      className={styles.row}
      value={typed ?? text}
      isInvalid={complaint !== null}
      validationBehavior="aria"
      onChange={(value) => {
        setTyped(value);
        onText(value);
      }}
      onBlur={() => setTyped(null)}
      onKeyDown={({ key }) => {
        const steps = arrowSteps[key];
        if (steps === undefined || onStep === undefined) return;
        setTyped(null);
        onStep(steps);
      }}
    >
      <Label>
        <FieldLabel option={option} />
      </Label>
      <Input
        className={styles.value}
        data-numbers={option.kind === 'numbers' || undefined}
        placeholder={placeholder ?? ''}
        inputMode={isList(option) ? 'text' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
      />
      <FieldHelp option={option} />
      <FieldComplaint complaint={complaint} />
    </TextField>
  );
}
