/** Weights of classes in the objectives of single networks; their mean is 1. */
import { pow } from '../../lib/transcendental/pow.ts';

/**
 * Weights by the effective number of images (Cui et al. 2019, and the authors' code):
 * (1 − β)/(1 − β^n), scaled to a mean of 1; β = 0 weighs all alike. A class without images weighs
 * nothing (ours).
 * @param counts n, the training images of each class.
 * @param beta in [0, 1).
 */
export function effectiveNumberWeights(counts: readonly number[], beta: number): Float64Array {
  return withMeanOne(
    Float64Array.from(counts, (count) => (count === 0 ? 0 : (1 - beta) / (1 - pow(beta, count)))),
  );
}

/**
 * Weights by difficulty (Sinha et al. 2020, and the authors' code): (1 − A)^τ, scaled to a
 * mean of 1; τ = 0 weighs all alike, and so do classes that are all read rightly (ours).
 * @param accuracies A of each class on held-out images; null of a class without any, which counts
 * as read wrongly.
 */
export function difficultyWeights(
  accuracies: readonly (number | null)[],
  tau: number,
): Float64Array {
  const raised = Float64Array.from(accuracies, (accuracy) => {
    const difficulty = 1 - (accuracy ?? 0);
    if (tau === 0) return 1;
    return difficulty > 0 ? pow(difficulty, tau) : 0;
  });
  return withMeanOne(raised);
}

function withMeanOne(weights: Float64Array): Float64Array {
  const sum = weights.reduce((partial, weight) => partial + weight, 0);
  if (sum === 0) return weights.fill(1);
  return weights.map((weight) => (weight / sum) * weights.length);
}
