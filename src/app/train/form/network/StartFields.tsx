/** What the networks start from, for methods that take a trained network. */
import { isMethodKind, startUsesOfKind } from '../../../../spec/methods/methodFacts.ts';
import { options } from '../../../../spec/options.ts';
import { valueAt } from '../../../../store/draft/draft.ts';
import { useWorkbench } from '../../../../store/useWorkbench.ts';
import { OptionField } from '../../../controls/fields/OptionField.tsx';

const asOption = options['start.as'];

/** Random weights or a trained network, and what that is to the run. */
export function StartFields() {
  const kind = useWorkbench(({ draft }) => valueAt(draft, 'method.kind'));
  const start = useWorkbench(({ draft }) => valueAt(draft, 'start'));
  const uses = isMethodKind(kind) ? startUsesOfKind(kind) : [];
  // What stands in the draft all the same, as after another method was picked, is shown to be removed.
  if (uses.length === 0 && start === undefined) return null;
  const choices = asOption.choices.filter(({ value }) => uses.includes(value));
  return (
    <>
      <OptionField path="start.network" />
      {start !== undefined && <OptionField path="start.as" described={{ ...asOption, choices }} />}
    </>
  );
}
