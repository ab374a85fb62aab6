/** An axis in its row: its values as chips, and how many times as many runs they make. */
import { Plus, TriangleAlert, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { optionAt } from '../../spec/options.ts';
import { fieldOfAxis, type SweepAxis, type SweepValue } from '../../spec/sweeps/sweepSpec.ts';
import {
  issueOfValue,
  type SweepDraft,
  withAxes,
  withValues,
} from '../../store/sweeps/sweepDraft.ts';
import { actions } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { OptionSymbol } from '../controls/fields/FieldLabel.tsx';
import styles from './AxisRows.module.css';
import { chipText, isSameValue, isTyped, knownBy, methodAxis, typedValue } from './axisChoices.ts';
import { Chip } from './Chip.tsx';

/** So many values are shown that are not chosen, until all are asked for. */
const shownOffers = 4;

interface AxisRowProps {
  readonly draft: SweepDraft;
  readonly axis: SweepAxis;
  readonly place: number;
  /** Values that can be taken beside those that it has. */
  readonly offered: readonly SweepValue[];
  /** What is to be said of its values. */
  readonly children?: ReactNode;
}

/** One axis: its values as chips, those offered after those taken. */
export function AxisRow({ draft, axis, place, offered, children }: AxisRowProps) {
  const { axes } = draft.value;
  const [seen, setSeen] = useState<readonly SweepValue[]>(axis.values);
  const [showsAll, setShowsAll] = useState(false);
  const others = [...offered, ...seen].filter(
    (value, at, all) =>
      !axis.values.some((one) => isSameValue(one, value)) &&
      all.findIndex((one) => isSameValue(one, value)) === at,
  );
  const shown = showsAll ? others : others.slice(0, shownOffers);
  const field = fieldOfAxis(axis);
  const option = field === null || axis.name !== field ? null : optionAt(field);
  const isOfMethods = axis.name === methodAxis;
  const knowing = field === null || isOfMethods ? null : knownBy(axes, field);
  const label = option?.label ?? axis.name;
  const note = [knowing, offered.length > 0 ? `${axis.values.length} of ${offered.length}` : null];
  const edit = (values: readonly SweepValue[]) => {
    setSeen((before) => [...before, ...values]);
    actions().editSweep((sweep) => withValues(sweep, place, values));
  };
  const toggle = (value: SweepValue) => {
    const rest = axis.values.filter((one) => !isSameValue(one, value));
    if (rest.length === axis.values.length) edit([...axis.values, value]);
    // The last one stays: an axis has a value.
    else if (rest.length > 0) edit(rest);
  };
  const wrong = axis.values.flatMap((value, at) => {
    const issue = issueOfValue(draft, place, at);
    return issue === null ? [] : [{ text: chipText(axis, value), issue }];
  });
  const ofAxis = issueOfValue(draft, place, null);
  return (
    <section className={styles.row} aria-label={label}>
      <div>
        <h2 className={styles.title}>
          {option?.symbol !== undefined && (
            <OptionSymbol symbol={option.symbol} className={styles.symbol} />
          )}
          {label}
        </h2>
        <p className={styles.note}>{note.filter(Boolean).join(', ')}</p>
      </div>
      <div className={styles.values}>
        <div className={styles.chips}>
          {axis.values.map((value, at) => (
            <Chip
              key={JSON.stringify(value.set)}
              text={chipText(axis, value)}
              isChosen
              isWrong={issueOfValue(draft, place, at) !== null}
              onToggle={() => toggle(value)}
            />
          ))}
          {shown.map((value) => (
            <Chip
              key={JSON.stringify(value.set)}
              text={chipText(axis, value)}
              onToggle={() => toggle(value)}
            />
          ))}
          {others.length > shown.length && (
            <Button look="link" onPress={() => setShowsAll(true)}>
              <Plus size={13} aria-hidden="true" />
              {others.length - shown.length} more
            </Button>
          )}
          {isTyped(axis) && <AddValue axis={axis} onAdd={toggle} label={label} />}
        </div>
        {children}
        {(wrong.length > 0 || ofAxis !== null) && (
          <ul className={styles.complaints} role="alert">
            {ofAxis !== null && <Complaint text={ofAxis} />}
            {wrong.map(({ text, issue }) => (
              <Complaint key={text} text={`${text}: ${issue}`} />
            ))}
          </ul>
        )}
      </div>
      <span className={styles.times}>
        {place === 0 ? '' : '× '}
        {axis.values.length}
      </span>
      <Button
        look="quiet"
        size="small"
        square
        aria-label={`Vary ${label} no more`}
        onPress={() =>
          actions().editSweep((sweep) =>
            withAxes(
              sweep,
              sweep.axes.filter((_, at) => at !== place),
            ),
          )
        }
      >
        <X size={14} aria-hidden="true" />
      </Button>
    </section>
  );
}

function Complaint({ text }: { readonly text: string }) {
  return (
    <li className={styles.complaint}>
      <TriangleAlert size={13} aria-hidden="true" />
      <span>{text}</span>
    </li>
  );
}

interface AddValueProps {
  readonly axis: SweepAxis;
  readonly label: string;
  readonly onAdd: (value: SweepValue) => void;
}

/** A field in which a value is typed; Enter or leaving it adds it. */
function AddValue({ axis, label, onAdd }: AddValueProps) {
  const [text, setText] = useState('');
  const add = () => {
    const value = typedValue(axis, text);
    setText('');
    if (value === null || axis.values.some((one) => isSameValue(one, value))) return;
    onAdd(value);
  };
  return (
    <TextField className={styles.add} value={text} onChange={setText}>
      <Label className="visuallyHidden">Another value of {label}</Label>
      <Input
        placeholder="add a value"
        autoComplete="off"
        spellCheck={false}
        onBlur={add}
        onKeyDown={({ key }) => {
          if (key === 'Enter') add();
          if (key === 'Escape') setText('');
        }}
      />
    </TextField>
  );
}
