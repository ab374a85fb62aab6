/**
 * The form's fields of θ, the weights of the levels. Weights that are given must be as many as the
 * tree has levels, which is known only once it can be previewed.
 */
import { levelCounts } from '../../../../spec/methods/levelwise/levelCounts.ts';
import type { HierarchySpec } from '../../../../spec/methods/levelwise/levelwiseSchema.ts';
import { options } from '../../../../spec/options.ts';
import { heldData } from '../../../../store/data/dataSet.ts';
import { issueAt } from '../../../../store/draft/draft.ts';
import { levelwisePath, levelwiseValue } from '../../../../store/draft/levelwiseFields.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import type { Workbench } from '../../../../store/workbench.ts';
import { ChoiceField } from '../../../controls/fields/ChoiceField.tsx';
import { HelpCard, useHelpCard } from '../../../controls/fields/HelpCard.tsx';
import { listOf, listText } from '../../../controls/fields/optionText.ts';
import { TextValueField } from '../../../controls/fields/TextValueField.tsx';
import { LevelwiseField } from './LevelwiseField.tsx';

const path = 'method.levelWeights';
const option = options[path];
const given = option.choices.find(({ value }) => value === 'given');

/** θ: how it is set, the list where it is given, the least of each where it is found. */
export function LevelWeightFields() {
  const place = useWorkbench(({ draft }) => levelwisePath(draft, path));
  const value = useWorkbench(({ draft }) => levelwiseValue(draft, path));
  const complaint = useWorkbench(({ draft }) => issueAt(draft, levelwisePath(draft, path)));
  const { card, field } = useHelpCard();
  const isGiven = Array.isArray(value);
  return (
    <>
      <div {...field}>
        <ChoiceField
          option={option}
          complaint={isGiven ? null : complaint}
          choices={option.choices}
          value={isGiven ? 'given' : String(value)}
          onChoose={(chosen) =>
            actions().edit(place, chosen === 'given' ? evenWeights(levelsOf(actions())) : chosen)
          }
        />
        <HelpCard option={option} {...card} />
      </div>
      {isGiven && <GivenWeights value={value} place={place} complaint={complaint} />}
      {(value === 'learned' || value === 'fitted') && (
        <LevelwiseField path="method.levelWeightMinimum" />
      )}
    </>
  );
}

interface GivenWeightsProps {
  readonly value: readonly unknown[];
  /** Where they stand in the draft. */
  readonly place: string;
  readonly complaint: string | null;
}

function GivenWeights({ value, place, complaint }: GivenWeightsProps) {
  return (
    <TextValueField
      option={{
        kind: 'numbers',
        label: 'Weights',
        symbol: 'θ',
        help: given?.help ?? '',
        min: 0,
        max: 1,
        maxLength: 6,
      }}
      complaint={complaint}
      text={listText(value)}
      placeholder="0.2, 0.3, 0.5"
      onText={(text) => actions().edit(place, listOf(text))}
    />
  );
}

/** Levels of the drafted tree with the classes' own, as far as they can be known. */
function levelsOf({ draft, data, hierarchyPreview }: Workbench): number {
  const hierarchy = levelwiseValue(draft, 'method.hierarchy') as HierarchySpec;
  const counts = levelCounts(hierarchy, heldData(data)?.classes.length ?? 0);
  if (counts !== null) return counts.length + 1;
  return hierarchyPreview.phase === 'known' ? hierarchyPreview.preview.levels.length + 1 : 2;
}

/** Equal weights of three decimals that sum to 1. */
function evenWeights(levels: number): number[] {
  const each = Math.round(1000 / levels);
  const upper = Array.from({ length: levels - 1 }, () => each / 1000);
  return [...upper, (1000 - each * (levels - 1)) / 1000];
}
