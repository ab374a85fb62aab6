/** What deserves attention in a hierarchy before a mixture is trained with it. */
import { groupSizes, type LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import type { HierarchySpec, LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';

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
 * How θ limits confidence: p(y|x) ≤ θ_bottom + Σ_l θ_l / C_l, where C_l classes share the class's
 * group of level l. Nothing where the limit is high.
 */
export function confidenceNotes(
  levels: readonly LevelGroups[],
  levelWeights: Float64Array,
  classCount: number,
): string[] {
  const bottom = levelWeights[levels.length];
  const sizes = levels.map(groupSizes);
  const limits = Array.from({ length: classCount }, (_, index) =>
    levels.reduce(
      (sum, { groupOf }, level) => sum + levelWeights[level] / sizes[level][groupOf[index]],
      bottom,
    ),
  );
  const mean = limits.reduce((sum, limit) => sum + limit, 0) / classCount;
  if (mean >= lowConfidence) return [];
  return [
    `With these level weights a class’s probability can be ${formatPercent(mean, 0)} at most on average: part of each level’s weight goes to the other classes of a group.`,
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
