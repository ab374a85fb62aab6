/** The form of a single network: what it minimises, who published that, and its own options. */
import { objectiveFields, objectiveSource } from '../../../../spec/objectives/objectiveFacts.ts';
import type { OptionPath } from '../../../../spec/options.ts';
import { valueAt } from '../../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import textStyles from '../../../../views/kit/styles/text.module.css';
import { OptionField } from '../../../controls/fields/OptionField.tsx';

/** The objective and its options. */
export function SingleFields() {
  const kind = useWorkbench(({ draft }) => valueAt(draft, 'method.objective.kind'));
  const source = objectiveSource(kind);
  return (
    <>
      <OptionField
        path="method.objective.kind"
        onChoose={(chosen) => actions().chooseObjective(chosen)}
      />
      {source !== null && (
        <p className={textStyles.note}>
          {source.equation} <span>({source.paper})</span>
        </p>
      )}
      {objectiveFields(kind).map(({ path, option }) => (
        <OptionField key={`${String(kind)} ${path}`} path={path as OptionPath} described={option} />
      ))}
    </>
  );
}
