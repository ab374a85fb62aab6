/**
 * The form of complementary networks: rounds and μ first, then the equation with the numbers of the
 * run, and behind a fold what the paper leaves open or writes in two ways.
 */
import { valueAt } from '../../../../store/draft/draft.ts';
import { useWorkbench } from '../../../../store/useWorkbench.ts';
import { OptionField } from '../../../controls/fields/OptionField.tsx';
import { More } from '../More.tsx';
import { choiceText } from '../specText.ts';
import { EquationCard } from './EquationCard.tsx';
import { MembersFields } from './MembersFields.tsx';
import { MuSlider } from './MuSlider.tsx';
import { SaturationNote } from './SaturationNote.tsx';

const seldom = [
  'method.errors',
  'method.errorsFrom',
  'method.objective',
  'method.update',
  'method.targetAccuracy',
  'method.permuted',
] as const;

/** How the fields behind the fold are set: `soft errors, likelihood, as printed`. */
function useMethodSummary(): string {
  const errors = useWorkbench(({ draft }) => valueAt(draft, 'method.errors'));
  const objective = useWorkbench(({ draft }) => valueAt(draft, 'method.objective'));
  const update = useWorkbench(({ draft }) => valueAt(draft, 'method.update'));
  return [
    `${choiceText('method.errors', errors)} errors`,
    choiceText('method.objective', objective),
    choiceText('method.update', update),
  ].join(', ');
}

/** The number of networks, μ, and how importance follows from the errors. */
export function ComplementaryFields() {
  return (
    <>
      <OptionField path="method.rounds" />
      <MuSlider />
      <SaturationNote />
      <EquationCard />
      <More summary={useMethodSummary()} paths={seldom}>
        <OptionField path="method.errors" />
        <OptionField path="method.errorsFrom" />
        <OptionField path="method.objective" />
        <OptionField path="method.update" />
        <OptionField path="method.targetAccuracy" placeholder="none" />
        <OptionField path="method.permuted" />
      </More>
      <MembersFields />
    </>
  );
}
