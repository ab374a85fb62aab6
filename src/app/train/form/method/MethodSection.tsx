import { isMethodKind } from '../../../../spec/methods/methodFacts.ts';
import type { MethodKind } from '../../../../spec/methods/methods.ts';
import { valueAt } from '../../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import { OptionField } from '../../../controls/fields/OptionField.tsx';
import { methodParts } from '../../methodParts.tsx';
import { RailSection } from '../../RailSection.tsx';
import { ClassTreeField } from './ClassTreeField.tsx';

/** How networks are trained and joined. */
export function MethodSection() {
  const kind = useWorkbench(({ draft }) => valueAt(draft, 'method.kind'));
  const Fields = isMethodKind(kind) ? methodParts[kind].Fields : null;
  return (
    <RailSection title="Method">
      <OptionField
        path="method.kind"
        onChoose={(value) => actions().chooseMethod(value as MethodKind)}
      />
      {Fields && <Fields />}
      <ClassTreeField />
    </RailSection>
  );
}
