/** The field of a tree over classes, for methods whose networks do not answer through one. */
import { hierarchicalKinds, isMethodKind } from '../../../../spec/methods/methodFacts.ts';
import {
  isObjectiveKind,
  objectiveKindTraits,
} from '../../../../spec/objectives/objectiveFacts.ts';
import { valueAt } from '../../../../store/draft/draft.ts';
import { hasMembers } from '../../../../store/draft/levelwiseFields.ts';
import { useWorkbench } from '../../../../store/useWorkbench.ts';
import { OptionField } from '../../../controls/fields/OptionField.tsx';
import { More } from '../More.tsx';

/** In full where the objective needs a tree or there is one; else behind a line, for the measures. */
export function ClassTreeField() {
  const method = useWorkbench(({ draft }) => valueAt(draft, 'method.kind'));
  const objective = useWorkbench(({ draft }) => valueAt(draft, 'method.objective.kind'));
  const hasTree = useWorkbench(({ draft }) => valueAt(draft, 'tree') !== undefined);
  const areMembers = useWorkbench(({ draft }) => hasMembers(draft));
  const isNeeded = isObjectiveKind(objective) && objectiveKindTraits(objective).needsTree;
  if (hasTree || isNeeded) return <OptionField path="tree" />;
  if (areMembers || !isMethodKind(method) || hierarchicalKinds.includes(method)) return null;
  return (
    <More summary="no class tree from a file" paths={['tree']}>
      <OptionField path="tree" />
    </More>
  );
}
