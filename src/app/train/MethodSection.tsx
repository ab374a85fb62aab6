import type { MethodSpec } from '../../spec/experimentSpec.ts';
import { valueAt } from '../../store/draft.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { OptionField } from '../controls/OptionField.tsx';
import { EquationCard } from './EquationCard.tsx';
import { Section } from './Section.tsx';
import { StressSlider } from './StressSlider.tsx';

/** How networks are trained and joined. */
export function MethodSection() {
  const kind = useWorkbench(({ draft }) => valueAt(draft, 'method.kind'));
  return (
    <Section title="Method">
      <OptionField
        path="method.kind"
        onChoose={(value) => actions().chooseMethod(value as MethodSpec['kind'])}
      />
      {kind !== 'single' && <OptionField path="method.rounds" />}
      {kind === 'complementary' && <ComplementaryFields />}
    </Section>
  );
}

function ComplementaryFields() {
  return (
    <>
      <StressSlider />
      <EquationCard />
      <OptionField path="method.errors" />
      <OptionField path="method.errorsFrom" />
      <OptionField path="method.objective" />
      <OptionField path="method.update" />
      <OptionField path="method.targetAccuracy" placeholder="none" />
    </>
  );
}
