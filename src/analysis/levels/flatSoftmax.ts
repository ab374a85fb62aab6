/** When a level-wise mixture has come down to a flat softmax: its groups hardly count any more. */
import type { LevelsState } from '../../spec/run/levelwiseState.ts';

/** Above this weight or share of the classes' own level, a mixture is a flat softmax in effect. */
export const flatFrom = 0.95;

/** The larger of θ and mean r_l of the classes' own level. */
export function classesOwnShare({
  levelWeights,
  levelShares,
}: Pick<LevelsState, 'levelWeights' | 'levelShares'>): number {
  return Math.max(levelWeights.at(-1) ?? 0, levelShares.at(-1) ?? 0);
}

/**
 * Whether the classes' own level decides alone. A run without groups, which has one level only, has
 * nothing to come down from.
 */
export function isFlatSoftmax(
  epoch: Pick<LevelsState, 'levelWeights' | 'levelShares'> | undefined,
): boolean {
  return epoch !== undefined && epoch.levelWeights.length > 1 && classesOwnShare(epoch) > flatFrom;
}
