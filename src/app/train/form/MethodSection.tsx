import type { MethodSpec } from '../../../spec/methods/methods.ts';
import { valueAt } from '../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { OptionField } from '../../controls/OptionField.tsx';
import { EquationCard } from './EquationCard.tsx';
import { LevelwiseFields } from './LevelwiseFields.tsx';
import { More } from './More.tsx';
import { Section } from './Section.tsx';
import { StressSlider } from './StressSlider.tsx';
import { choiceText } from './specText.ts';

/** How networks are trained and joined. */
export function MethodSection() {
  const kind = useWorkbench(({ draft }) => valueAt(draft, 'method.kind'));
  return (
    <Section title="Method">
      <OptionField
        path="method.kind"
        onChoose={(value) => actions().chooseMethod(value as MethodSpec['kind'])}
      />
      {(kind === 'complementary' || kind === 'averaging') && <OptionField path="method.rounds" />}
      {kind === 'complementary' && <ComplementaryFields />}
      {kind === 'levelwise' && <LevelwiseFields />}
    </Section>
  );
}

const seldom = [
  'method.errors',
  'method.errorsFrom',
  'method.objective',
  'method.update',
  'method.targetAccuracy',
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

function ComplementaryFields() {
  return (
    <>
      <StressSlider />
      <EquationCard />
      <More summary={useMethodSummary()} paths={seldom}>
        <OptionField path="method.errors" />
        <OptionField path="method.errorsFrom" />
        <OptionField path="method.objective" />
        <OptionField path="method.update" />
        <OptionField path="method.targetAccuracy" placeholder="none" />
      </More>
    </>
  );
}
