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
import { levelwisePath, levelwiseValue } from '../../../../store/draft/levelwiseFields.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import { numberText } from '../../../controls/fields/optionText.ts';
import { More } from '../More.tsx';
import { ClassImportanceField } from './ClassImportanceField.tsx';
import { GroupingFields } from './GroupingFields.tsx';
import { GroupSizes } from './GroupSizes.tsx';
import { LevelWeightFields } from './LevelWeightFields.tsx';
import { LevelwiseField } from './LevelwiseField.tsx';

type Source = HierarchySpec['from'];

/**
 * The hierarchy, the weights of its levels, and what is re-estimated while training. Of the members of
 * an ensemble neither start nor importance is theirs to choose.
 */
export function LevelwiseFields({ isMember = false }: { readonly isMember?: boolean }) {
  const from = useWorkbench(({ draft }) =>
    levelwiseValue(draft, 'method.hierarchy.from'),
  ) as Source;
  const isPath = useWorkbench(({ draft }) => levelwiseValue(draft, 'method.head') === 'path');
  return (
    <>
      <LevelwiseField
        path="method.hierarchy.from"
        onChoose={(value) => actions().chooseHierarchy(value as Source)}
      />
      {from === 'import' && <LevelwiseField path="method.hierarchy.imported" />}
      <GroupingFields from={from} />
      {from === 'features' && <LevelwiseField path="method.hierarchy.linkage" />}
      {from !== 'confusion' && <GroupSizes />}
      <LevelwiseField path="method.hierarchy.warmupEpochs" />
      {(from !== 'confusion' || isPath) && <HeadField />}
      {from !== 'confusion' && !isPath && <LevelWeightFields />}
      {from === 'confusion' && <BetweenClassesFields />}
      {from !== 'confusion' && !isPath && <AdaptFields />}
      <SeldomFields from={from} isPath={isPath} isMember={isMember} />
    </>
  );
}

/** A product along the path takes what it has no use for out of the draft. */
function HeadField() {
  const place = useWorkbench(({ draft }) => levelwisePath(draft, 'method'));
  const method = useWorkbench(({ draft }) => levelwiseValue(draft, 'method')) as LevelwiseSpec;
  return (
    <LevelwiseField
      path="method.head"
      onChoose={(head) => actions().edit(place, withHead(method, head as LevelwiseSpec['head']))}
    />
  );
}

function AdaptFields() {
  const adapt = useWorkbench(({ draft }) => levelwiseValue(draft, 'method.adapt'));
  const end = useWorkbench(({ draft }) => levelwiseValue(draft, 'method.convergedAfter'));
  return (
    <>
      <LevelwiseField path="method.adapt" />
      {adapt !== 'none' && <LevelwiseField path="method.adaptFromEpoch" />}
      {adapt === 'tree' && <LevelwiseField path="method.moveBy" />}
      {(adapt === 'tree' || end !== undefined) && (
        <LevelwiseField path="method.convergedAfter" placeholder="never" />
      )}
      <LevelwiseField path="method.nonOverlapping" />
    </>
  );
}

const { choices, ...adaptOption } = options['method.adapt'];
/** Groups of one class each: none can move. */
const betweenClasses = { ...adaptOption, choices: choices.filter(({ value }) => value !== 'tree') };

/** Whether a Ψ between classes is kept or sampled: the two readings of one-level. */
function BetweenClassesFields() {
  const adapt = useWorkbench(({ draft }) => levelwiseValue(draft, 'method.adapt'));
  return (
    <>
      <LevelwiseField path="method.adapt" described={betweenClasses} />
      {adapt !== 'none' && <LevelwiseField path="method.adaptFromEpoch" />}
      {adapt !== 'none' && <LevelwiseField path="method.nonOverlapping" />}
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

interface SeldomFieldsProps {
  readonly from: Source;
  readonly isPath: boolean;
  readonly isMember: boolean;
}

function SeldomFields({ from, isPath, isMember }: SeldomFieldsProps) {
  const paths = useWorkbench(({ draft }) =>
    seldom.map((path) => levelwisePath(draft, path)).join(' '),
  );
  return (
    <More summary={useSeldomSummary(isPath, isMember)} paths={paths.split(' ')}>
      {!isMember && <LevelwiseField path="method.initialFrom" />}
      {!isMember && <ClassImportanceField />}
      {!isPath && <LevelwiseField path="method.beta" placeholder="1/N" />}
      {from !== 'confusion' && !isPath && <LevelwiseField path="method.auxiliaryWeight" />}
      <LevelwiseField path="method.levelWeightDecay" />
      {from === 'features' && (
        <LevelwiseField
          path="method.hierarchy.sigma"
          placeholder="self-tuned"
          emptyValue="self-tuned"
        />
      )}
      {from !== 'confusion' && !isPath && <LevelwiseField path="method.pinned" />}
    </More>
  );
}

/** How the fields behind the fold are set: `random weights, β 1/N, w 0.3, α 0`. */
function useSeldomSummary(isPath: boolean, isMember: boolean): string {
  const start = useWorkbench(({ draft }) => levelwiseValue(draft, 'method.initialFrom'));
  const beta = useWorkbench(({ draft }) => levelwiseValue(draft, 'method.beta'));
  const weight = useWorkbench(({ draft }) => levelwiseValue(draft, 'method.auxiliaryWeight'));
  const decay = useWorkbench(({ draft }) => levelwiseValue(draft, 'method.levelWeightDecay'));
  const pinned = useWorkbench(({ draft }) => levelwiseValue(draft, 'method.pinned'));
  const count = Array.isArray(pinned) ? pinned.length : 0;
  return [
    ...(isMember ? [] : [start === null ? 'random weights' : 'from a trained network']),
    ...(isPath ? [] : [`β ${numberText(beta) || '1/N'}`]),
    ...(weight === undefined ? [] : [`w ${numberText(weight)}`]),
    `α ${numberText(decay)}`,
    ...(count > 0 ? [`${count} pinned`] : []),
  ].join(', ');
}
