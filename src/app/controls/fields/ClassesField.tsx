/**
 * The field of an option that takes classes. A data set may have a thousand, so they are typed with
 * suggestions of the browser's own, not picked from a list of the page's.
 */
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { ClassesOption } from '../../../spec/fields/optionDescription.ts';
import { heldData } from '../../../store/data/dataSet.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import { ClassName } from '../../../views/kit/names/ClassName.tsx';
import { Button } from '../Button.tsx';
import classesStyles from './ClassesField.module.css';
import styles from './Field.module.css';
import { FieldComplaint, FieldHelp, FieldLabel } from './FieldLabel.tsx';

interface ClassesFieldProps {
  readonly option: ClassesOption;
  readonly complaint: string | null;
  readonly names: readonly string[];
  readonly onChange: (names: string[]) => void;
}

const noClasses: readonly string[] = [];

/** Some of the classes: typed with the browser's suggestions, Enter adds, a cross takes away. */
export function ClassesField({ option, complaint, names, onChange }: ClassesFieldProps) {
  const [typed, setTyped] = useState('');
  const listId = useId();
  const classes = useWorkbench(({ data }) => heldData(data)?.classes ?? noClasses);
  const add = (name: string) => {
    setTyped('');
    if (!names.includes(name)) onChange([...names, name]);
  };
  return (
    <>
      <TextField
        className={styles.row}
        value={typed}
        isInvalid={complaint !== null}
        validationBehavior="aria"
        onChange={setTyped}
        onKeyDown={({ key }) => {
          if (key === 'Enter' && classes.includes(typed.trim())) add(typed.trim());
        }}
      >
        <Label>
          <FieldLabel option={option} />
        </Label>
        <Input
          className={styles.value}
          list={listId}
          placeholder={names.length === 0 ? 'none' : 'another'}
          autoComplete="off"
          spellCheck={false}
          onInput={({ nativeEvent, currentTarget }) => {
            const { value } = currentTarget;
            if (isSuggestion(nativeEvent) && classes.includes(value)) add(value);
          }}
        />
        <FieldHelp option={option} />
        <FieldComplaint complaint={complaint} />
      </TextField>
      <datalist id={listId}>
        {classes
          .filter((name) => !names.includes(name))
          .map((name) => (
            <option key={name} value={name} />
          ))}
      </datalist>
      {names.length > 0 && (
        <ul className={classesStyles.list} aria-label={option.label}>
          {names.map((name) => (
            <li key={name} className={classesStyles.name}>
              <ClassName name={name} />
              <Button
                look="quiet"
                size="small"
                square
                aria-label={`Take ${name} away`}
                onPress={() => onChange(names.filter((other) => other !== name))}
              >
                <X size={12} />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Whether a text came whole from the list of suggestions, which presses no key. */
function isSuggestion(event: Event): boolean {
  return !(event instanceof InputEvent) || event.inputType === 'insertReplacementText';
}
