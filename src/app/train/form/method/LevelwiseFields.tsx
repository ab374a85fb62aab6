/**
 * The form of the level-wise mixture: where the tree comes from, how levels are weighed and what is
 * adapted. Fields that do nothing with a source of the tree are not shown with it.
 */
import type {
  HierarchySpec,
  LevelwiseSpec,
} from '../../../../spec/methods/levelwise/levelwiseSchema.ts';
import { withHead } from '../../../../spec/methods/levelwise/startingLevelwise.ts';
import { options } from '../../../../spec/options.ts';
import { valueAt } from '../../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import { OptionField } from '../../../controls/fields/OptionField.tsx';
import { numberText } from '../../../controls/fields/optionText.ts';
import { More } from '../More.tsx';
import { ClassImportanceField } from './ClassImportanceField.tsx';
import { GroupingFields } from './GroupingFields.tsx';
import { GroupSizes } from './GroupSizes.tsx';
import { LevelWeightFields } from './LevelWeightFields.tsx';

type Source = HierarchySpec['from'];

/** The hierarchy, the weights of its levels, and what is re-estimated while training. */
export function LevelwiseFields() {
  const from = useWorkbench(({ draft }) => valueAt(draft, 'method.hierarchy.from')) as Source;
  const isPath = useWorkbench(({ draft }) => valueAt(draft, 'method.head') === 'path');
  return (
    <>
      <OptionField
        path="method.hierarchy.from"
        onChoose={(value) => actions().chooseHierarchy(value as Source)}
      />
      {from === 'import' && <OptionField path="method.hierarchy.imported" />}
      <GroupingFields from={from} />
      {from === 'features' && <OptionField path="method.hierarchy.linkage" />}
      {from !== 'confusion' && <GroupSizes />}
      <OptionField path="method.hierarchy.warmupEpochs" />
      {(from !== 'confusion' || isPath) && <HeadField />}
      {from !== 'confusion' && !isPath && <LevelWeightFields />}
      {from === 'confusion' && <BetweenClassesFields />}
      {from !== 'confusion' && !isPath && <AdaptFields />}
      <SeldomFields from={from} isPath={isPath} />
    </>
  );
}

/** A product along the path takes what it has no use for out of the draft. */
function HeadField() {
  const method = useWorkbench(({ draft }) => valueAt(draft, 'method')) as LevelwiseSpec;
  return (
    <OptionField
      path="method.head"
      onChoose={(head) => actions().edit('method', withHead(method, head as LevelwiseSpec['head']))}
    />
  );
}

function AdaptFields() {
  const adapt = useWorkbench(({ draft }) => valueAt(draft, 'method.adapt'));
  const end = useWorkbench(({ draft }) => valueAt(draft, 'method.convergedAfter'));
  return (
    <>
      <OptionField path="method.adapt" />
      {adapt !== 'none' && <OptionField path="method.adaptFromEpoch" />}
      {adapt === 'tree' && <OptionField path="method.moveBy" />}
      {(adapt === 'tree' || end !== undefined) && (
        <OptionField path="method.convergedAfter" placeholder="never" />
      )}
      <OptionField path="method.nonOverlapping" />
    </>
  );
}

const { choices, ...adaptOption } = options['method.adapt'];
/** Groups of one class each: none can move. */
const betweenClasses = { ...adaptOption, choices: choices.filter(({ value }) => value !== 'tree') };

/** Whether a Ψ between classes is kept or sampled: the two readings of one-level. */
function BetweenClassesFields() {
  const adapt = useWorkbench(({ draft }) => valueAt(draft, 'method.adapt'));
  return (
    <>
      <OptionField path="method.adapt" described={betweenClasses} />
      {adapt !== 'none' && <OptionField path="method.adaptFromEpoch" />}
      {adapt !== 'none' && <OptionField path="method.nonOverlapping" />}
    </>
  );
}

const seldom = [
  'method.initialFrom',
  'method.beta',
  'method.auxiliaryWeight',
  'method.levelWeightDecay',
  'method.hierarchy.sigma',
  'method.pinned',
] as const;

function SeldomFields({ from, isPath }: { readonly from: Source; readonly isPath: boolean }) {
  return (
    <More summary={useSeldomSummary(isPath)} paths={seldom}>
      <OptionField path="method.initialFrom" />
      <ClassImportanceField />
      {!isPath && <OptionField path="method.beta" placeholder="1/N" />}
      {from !== 'confusion' && !isPath && <OptionField path="method.auxiliaryWeight" />}
      <OptionField path="method.levelWeightDecay" />
      {from === 'features' && (
        <OptionField
          path="method.hierarchy.sigma"
          placeholder="self-tuned"
          emptyValue="self-tuned"
        />
      )}
      {from !== 'confusion' && !isPath && <OptionField path="method.pinned" />}
    </More>
  );
}

/** How the fields behind the fold are set: `random weights, β 1/N, w 0.3, α 0`. */
function useSeldomSummary(isPath: boolean): string {
  const start = useWorkbench(({ draft }) => valueAt(draft, 'method.initialFrom'));
  const beta = useWorkbench(({ draft }) => valueAt(draft, 'method.beta'));
  const weight = useWorkbench(({ draft }) => valueAt(draft, 'method.auxiliaryWeight'));
  const decay = useWorkbench(({ draft }) => valueAt(draft, 'method.levelWeightDecay'));
  const pinned = useWorkbench(({ draft }) => valueAt(draft, 'method.pinned'));
  const count = Array.isArray(pinned) ? pinned.length : 0;
  return [
    start === null ? 'random weights' : 'from a trained network',
    ...(isPath ? [] : [`β ${numberText(beta) || '1/N'}`]),
    ...(weight === undefined ? [] : [`w ${numberText(weight)}`]),
    `α ${numberText(decay)}`,
    ...(count > 0 ? [`${count} pinned`] : []),
  ].join(', ');
}
