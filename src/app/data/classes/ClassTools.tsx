/**
 * Above the list of classes: the search, and leaving out or merging the classes that are ticked.
 * Both are edits of the drafted experiment and can be taken back in the list.
 */
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import {
  Button as AriaButton,
  DialogTrigger,
  Form,
  Input,
  Label,
  SearchField,
  TextField,
} from 'react-aria-components';
import { leaveOut, mergeInto } from '../../../store/draft/classEdits.ts';
import { issueAt } from '../../../store/draft/draft.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import { Button } from '../../controls/Button.tsx';
import dialogStyles from '../../controls/FloatingDialog.module.css';
import { FloatingDialog } from '../../controls/FloatingDialog.tsx';
import { PlainComplaint } from '../../controls/fields/FieldLabel.tsx';
import { editDataset } from '../editDataset.ts';
import styles from './ClassTools.module.css';
import type { ListedClass } from './classList.ts';

interface ClassToolsProps {
  readonly classes: readonly ListedClass[];
  /** Those that the search has found. */
  readonly found: readonly ListedClass[];
  readonly chosen: ReadonlySet<number>;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
}

/** Finding classes, and what can be done with those chosen. */
export function ClassTools({ classes, found, chosen, typed, onType, onChoose }: ClassToolsProps) {
  const names = classes.filter(({ index }) => chosen.has(index)).map(({ name }) => name);
  const isAll = found.length > 0 && found.every(({ index }) => chosen.has(index));
  return (
    <div className={styles.tools}>
      <SearchField className={styles.search} value={typed} onChange={onType}>
        <Label className="visuallyHidden">Find classes</Label>
        <Search size={13} aria-hidden="true" />
        <Input className={styles.input} placeholder="Find classes" autoComplete="off" />
        {typed !== '' && (
          <AriaButton className={styles.clear} aria-label="Show all classes">
            <X size={13} />
          </AriaButton>
        )}
      </SearchField>
      <Button
        size="small"
        look="quiet"
        onPress={() => onChoose(new Set(isAll ? [] : found.map(({ index }) => index)))}
      >
        {isAll ? 'Choose none' : 'Choose all'}
      </Button>
      <Button
        size="small"
        isDisabled={names.length === 0}
        onPress={() => {
          editDataset((dataset) => leaveOut(dataset, names));
          onChoose(new Set());
        }}
      >
        Leave out{counted(names.length)}
      </Button>
      <MergeButton names={names} onDone={() => onChoose(new Set())} />
    </div>
  );
}

/** What is wrong with the choice of classes, below them. */
export function ClassComplaint() {
  const complaint = useWorkbench(
    ({ draft }) =>
      issueAt(draft, 'dataset.exclude') ??
      issueAt(draft, 'dataset.merge') ??
      issueAt(draft, 'dataset.classes'),
  );
  return <PlainComplaint complaint={complaint && `The choice of classes ${complaint}.`} />;
}

interface MergeButtonProps {
  readonly names: readonly string[];
  readonly onDone: () => void;
}

/** Asks what the merged class is to be called. */
function MergeButton({ names, onDone }: MergeButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const merge = () => {
    if (name === '') return;
    editDataset((dataset) => mergeInto(dataset, names, name));
    setOpen(false);
    onDone();
  };
  return (
    <DialogTrigger
      isOpen={isOpen}
      onOpenChange={(open) => {
        setTyped(names.slice(0, 3).join(' + ').slice(0, 200));
        setOpen(open);
      }}
    >
      <Button size="small" isDisabled={names.length < 2}>
        Merge{counted(names.length)}
      </Button>
      <FloatingDialog
        label="Merge classes"
        title={<>Make {names.length} classes one</>}
        note="Its images are theirs, in the same splits as before."
      >
        <Form
          className={dialogStyles.line}
          onSubmit={(event) => {
            event.preventDefault();
            merge();
          }}
        >
          <TextField autoFocus className={dialogStyles.grow} value={typed} onChange={setTyped}>
            <Label className="visuallyHidden">Name of the merged class</Label>
            <Input
              className={dialogStyles.input}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
            />
          </TextField>
          <Button look="primary" type="submit" isDisabled={name === ''}>
            Merge
          </Button>
        </Form>
      </FloatingDialog>
    </DialogTrigger>
  );
}

const counted = (count: number): string => (count === 0 ? '' : ` ${count}`);
