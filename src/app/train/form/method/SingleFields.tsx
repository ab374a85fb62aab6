/** The form of a single network: what it minimises, who published that, and its own options. */
import type { ExperimentSpec } from '../../../../spec/experimentSpec.ts';
import { choosesObjective } from '../../../../spec/methods/methodFacts.ts';
import {
  objectiveCaution,
  objectiveFields,
  objectiveSource,
} from '../../../../spec/objectives/objectiveFacts.ts';
import type { OptionPath } from '../../../../spec/options.ts';
import { valueAt } from '../../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import { Formula } from '../../../../views/kit/formula/Formula.tsx';
import textStyles from '../../../../views/kit/styles/text.module.css';
import { OptionField } from '../../../controls/fields/OptionField.tsx';
import cardStyles from './EquationCard.module.css';

/** The objective and its options. */
export function SingleFields() {
  const kind = useWorkbench(({ draft }) => valueAt(draft, 'method.objective.kind'));
  const source = objectiveSource(kind);
  const caution = useWorkbench(({ draft }) => cautionOf(draft.spec));
  return (
    <>
      <OptionField
        path="method.objective.kind"
        onChoose={(chosen) => actions().chooseObjective(chosen)}
      />
      {source !== null && (
        <div className={cardStyles.card}>
          <Formula text={source.equation} />
          <p className={textStyles.note}>{source.paper}</p>
        </div>
      )}
      {objectiveFields(kind).map(({ path, option }) => (
        <OptionField key={`${String(kind)} ${path}`} path={path as OptionPath} described={option} />
      ))}
      {caution !== null && (
        <p className={textStyles.note} role="status">
          {caution}
        </p>
      )}
    </>
  );
}

/** What to know of the objective's values; null where there is nothing, or the draft is none yet. */
function cautionOf(spec: ExperimentSpec | null): string | null {
  const objective = spec !== null && choosesObjective(spec.method) ? spec.method.objective : null;
  return objective ? objectiveCaution(objective) : null;
}
