/** What deserves attention in a hierarchy before a mixture is trained with it. */
import { confidenceCeiling } from '../../algorithms/levelwise/confidenceCeiling.ts';
import { groupSizes, type LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import type { HierarchySpec, LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { startingLevelWeights } from './levelWeights.ts';

/** Groups so uneven that a level says little; what makes them more even, where something does. */
export function groupNotes(
  levels: readonly LevelGroups[],
  classCount: number,
  { from, linkage }: Pick<HierarchySpec, 'from' | 'linkage'>,
): string[] {
  const remedy =
    from === 'features' && linkage !== 'ward' ? ' Ward linkage makes more even groups.' : '';
  return levels.flatMap((level, index) => {
    const sizes = groupSizes(level);
    const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
    const empty = sizes.filter((size) => size === 0).length;
    const notes: string[] = [];
    if (largest > classCount / 2) {
      notes.push(
        `Level ${index + 1}: one of ${formatCount(level.groupCount)} groups holds ${formatCount(largest)} of ${formatCount(classCount)} classes.${remedy}`,
      );
    }
    if (empty > 0) {
      const subject = empty === 1 ? 'one group holds' : `${formatCount(empty)} groups hold`;
      notes.push(`Level ${index + 1}: ${subject} no class.`);
    }
    return notes;
  });
}

/** Below this largest mean probability the weights of levels deserve a word. */
const lowConfidence = 0.9;

/**
 * How θ limits confidence, as it is set: given, or found while training. Nothing where the limit is
 * high.
 */
export function confidenceNotes(
  levels: readonly LevelGroups[],
  method: Pick<LevelwiseSpec, 'head' | 'levelWeights' | 'levelWeightMinimum'>,
  classCount: number,
): string[] {
  const { levelWeights, levelWeightMinimum } = method;
  if (method.head === 'path') return [];
  const start = confidenceCeiling(
    levels,
    startingLevelWeights(method, levels.length + 1),
    classCount,
  );
  const isFound = levelWeights === 'learned' || levelWeights === 'fitted';
  // Found weights can leave each level its least and give the classes all others.
  const least = levels.map(() => levelWeightMinimum);
  const bottom = 1 - levels.length * levelWeightMinimum;
  const most = isFound ? confidenceCeiling(levels, [...least, bottom], classCount) : start;
  if (start >= lowConfidence) return [];
  const why = 'part of each level’s weight goes to the other classes of a group.';
  if (!isFound) {
    return [
      `With these level weights a class’s probability can be ${formatPercent(start, 0)} at most on average: ${why}`,
    ];
  }
  return [
    `With the level weights that training begins with a class’s probability can be ${formatPercent(start, 0)} at most on average, with those ${levelWeights} up to ${formatPercent(most, 0)}: ${why}`,
  ];
}

/** Adaptation that begins before groups are told apart. */
export function adaptationNotes({ adapt, adaptFromEpoch, hierarchy }: LevelwiseSpec): string[] {
  // A Ψ between classes belongs to the classes' own classifier, which the warm-up has trained.
  if (hierarchy.from === 'confusion') return [];
  if (adapt === 'none' || adaptFromEpoch > hierarchy.warmupEpochs + 1) return [];
  return [
    'Adaptation begins with the mixture’s first epoch, before its classifiers of groups have learned anything: classes may move by chance. Begin an epoch or two later.',
  ];
}
