/** How class importance enters each objective (Eq. 2 and 3). */

/** The objectives of the complementary method, as the spec names them. */
export type ComplementaryObjective = 'likelihood' | 'likelihood-balanced' | 'margin';

/** Weight of an image of each class, and for the margin of each wrong class's probability. */
export interface ObjectiveWeights {
  readonly own: Float64Array;
  readonly wrong: Float64Array | null;
}

/**
 * Class weights from normalised importance ϕ and the R_l training images of each class:
 * - `likelihood`: N·ϕ(l), as the authors' code;
 * - `likelihood-balanced`: ϕ(l)·R/R_l, whose mean over the training images is 1; Eq. 2 exactly;
 * - `margin`: ϕ(l)·R/R_l for the own class, ϕ(l)·R/(R − R_l) where l is a wrong class (Eq. 3).
 */
export function objectiveWeights(
  objective: ComplementaryObjective,
  importance: Float64Array,
  trainCounts: readonly number[],
): ObjectiveWeights {
  const classCount = importance.length;
  const total = trainCounts.reduce((sum, count) => sum + count, 0);
  if (objective === 'likelihood') {
    return { own: importance.map((value) => value * classCount), wrong: null };
  }
  const own = importance.map((value, index) => (value * total) / trainCounts[index]);
  const wrong = importance.map((value, index) => (value * total) / (total - trainCounts[index]));
  return { own, wrong: objective === 'margin' ? wrong : null };
}
