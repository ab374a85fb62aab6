/**
 * The way from the description of an option to its field: the kind of option decides which of the
 * fields beside it is shown, and what the field writes into the draft.
 */
import type { ReactNode } from 'react';
import type { OptionDescription } from '../../../spec/fields/optionDescription.ts';
import { type OptionPath, options } from '../../../spec/options.ts';
import { issueAt, valueAt } from '../../../store/draft/draft.ts';
import { memoryField, memoryIssue } from '../../../store/draft/memoryIssue.ts';
import { startIssue } from '../../../store/draft/startIssue.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import type { Workbench } from '../../../store/workbench.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { ClassesField } from './ClassesField.tsx';
import { FlagField } from './FlagField.tsx';
import { HelpCard, useHelpCard } from './HelpCard.tsx';
import { NetworkField } from './NetworkField.tsx';
import { listOf, listText, numberOf, numberText, stepped } from './optionText.ts';
import { TextValueField } from './TextValueField.tsx';
import { TreeField } from './TreeField.tsx';

export interface OptionFieldProps {
  readonly path: OptionPath;
  /** Where the value stands, if not at the option's path: `network.1.depth` in a list. */
  readonly at?: string;
  /** What is chosen, where kinds describe the same path each in its own way. */
  readonly described?: OptionDescription;
  /** Called instead of editing the draft, where a choice brings other fields with it. */
  readonly onChoose?: (value: string) => void;
  /** What an empty number field says. */
  readonly placeholder?: string;
  /** What an empty field means: null, and for lists the empty list, unless said otherwise. */
  readonly emptyValue?: string | null;
}

/** The field of one option of the draft, derived from its description in `spec/options.ts`. */
export function OptionField(props: OptionFieldProps) {
  const { path, at = path, described, onChoose, placeholder, emptyValue } = props;
  const option: OptionDescription = described ?? options[path];
  const value = useWorkbench(({ draft }) => valueAt(draft, at) ?? option.neutral);
  const complaint = useWorkbench(
    (state) => issueAt(state.draft, at) ?? complaintBeyond(path, state),
  );
  const { card, field } = useHelpCard();
  const shown = emptyValue !== undefined && value === emptyValue ? null : value;
  const edit = (next: unknown) => {
    const isEmpty = next === null || (Array.isArray(next) && next.length === 0);
    const entered = isEmpty && emptyValue !== undefined ? emptyValue : next;
    const isLeftOut = option.neutral !== undefined && entered === option.neutral;
    actions().edit(at, isLeftOut ? undefined : entered);
  };
  const shared = { option, complaint };
  return (
    <div {...field}>
      {fieldOf(option, shown, edit, { ...shared, at, onChoose, placeholder })}
      <HelpCard option={option} {...card} />
    </div>
  );
}

/** What is wrong with a field by what is at hand, rather than by the experiment itself. */
function complaintBeyond(path: OptionPath, state: Workbench): string | null {
  if (path === memoryField) return memoryIssue(state);
  if (options[path].kind !== 'network') return null;
  const issue = startIssue(state);
  return issue?.path === path ? issue.message : null;
}

interface Shared {
  readonly option: OptionDescription;
  readonly complaint: string | null;
  readonly at: string;
  readonly onChoose: ((value: string) => void) | undefined;
  readonly placeholder: string | undefined;
}

function fieldOf(
  option: OptionDescription,
  value: unknown,
  edit: (value: unknown) => void,
  { complaint, at, onChoose, placeholder }: Shared,
): ReactNode {
  const shared = { option, complaint };
  switch (option.kind) {
    case 'integer':
    case 'number':
      return (
        <TextValueField
          {...shared}
          text={numberText(value)}
          placeholder={placeholder}
          onText={(text) => edit(numberOf(text))}
          onStep={(steps) => typeof value === 'number' && edit(stepped(option, value, steps))}
        />
      );
    case 'integers':
    case 'numbers':
      return (
        <TextValueField
          {...shared}
          text={listText(value)}
          placeholder={placeholder ?? 'none'}
          onText={(text) => edit(listOf(text))}
        />
      );
    case 'choice':
      return (
        <ChoiceField
          option={option}
          complaint={complaint}
          choices={option.choices}
          value={String(value)}
          onChoose={onChoose ?? ((chosen) => edit(typedLike(value, chosen)))}
        />
      );
    case 'flag':
      return <FlagField {...shared} value={value === true} onChange={edit} />;
    case 'network':
      return (
        <NetworkField
          option={option}
          complaint={complaint}
          value={typeof value === 'string' ? value : null}
          onChoose={(hash) => actions().chooseStart(hash)}
        />
      );
    case 'tree':
      return (
        <TreeField option={option} path={at} complaint={complaint} onRemove={() => edit(null)} />
      );
    case 'classes':
      return (
        <ClassesField
          option={option}
          complaint={complaint}
          names={Array.isArray(value) ? value.map(String) : []}
          onChange={edit}
        />
      );
  }
}

/** Choices are text; where the draft holds a number, so must what is chosen. */
function typedLike(value: unknown, chosen: string): string | number {
  return typeof value === 'number' ? Number(chosen) : chosen;
}
