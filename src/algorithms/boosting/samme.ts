/**
 * SAMME, AdaBoost for N classes (Zhu, Zou, Rosset and Hastie 2009), over networks: images that a
 * network gets wrong weigh more for the next.
 *
 * Arrays have one entry an image. Weights sum to 1; arithmetic is in double precision.
 */
import { log } from '../../lib/transcendental/log.ts';

/** An error below counts as this (ours): at 0 the vote would be infinite. */
const smallestError = 1e-6;

/** What the error of a network makes of it. */
export interface Learner {
  /** Its weight in the vote, ln((1 − e)/e) + ln(N − 1); 0 where it is no better than chance. */
  readonly vote: number;
  /** What the weights of its wrong images are multiplied by, e to the power of its vote; 1 with no vote. */
  readonly factor: number;
  /** Whether e reached 1 − 1/N, so that it has no vote and all weights start anew. */
  readonly isReset: boolean;
  /** Whether e was held at 10⁻⁶. */
  readonly isHeld: boolean;
}

/** Every image alike. */
export function equalImageWeights(count: number): Float64Array {
  return new Float64Array(count).fill(1 / count);
}

/** e = Σ_i w_i [network wrong on i], for weights that sum to 1. */
export function learnerError(
  weights: Float64Array,
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
): number {
  return weights.reduce(
    (sum, weight, image) => (predicted[image] === labels[image] ? sum : sum + weight),
    0,
  );
}

/** The vote of a network of weighted error e among N classes. */
export function learnerOf(error: number, classCount: number): Learner {
  if (error >= 1 - 1 / classCount) return { vote: 0, factor: 1, isReset: true, isHeld: false };
  const held = Math.max(error, smallestError);
  const factor = ((1 - held) / held) * (classCount - 1);
  return { vote: log(factor), factor, isReset: false, isHeld: error < smallestError };
}

/** w_i ← w_i·e^{vote·[wrong]}, then rescaled to sum to 1; all alike where the learner is reset. */
export function updateImageWeights(
  weights: Float64Array,
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  { factor, isReset }: Learner,
): Float64Array {
  if (isReset) return equalImageWeights(weights.length);
  const next = weights.map((weight, image) =>
    predicted[image] === labels[image] ? weight : weight * factor,
  );
  const sum = next.reduce((total, weight) => total + weight, 0);
  return next.map((weight) => weight / sum);
}

/** (Σ w)² / Σ w²: as many images of equal weight would vary a sum as much (Kish). */
export function effectiveImages(weights: Float64Array): number {
  return 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
}

/**
 * Mean weight of each class's images, rescaled to sum to 1 over the classes, so that equal weights
 * give 1/N whatever the sizes of the classes. A class without images gets 0.
 */
export function classShares(
  weights: Float64Array,
  labels: ArrayLike<number>,
  classCount: number,
): Float64Array {
  const sums = new Float64Array(classCount);
  const counts = new Float64Array(classCount);
  for (let image = 0; image < weights.length; image++) {
    sums[labels[image]] += weights[image];
    counts[labels[image]]++;
  }
  const means = sums.map((sum, index) => (counts[index] === 0 ? 0 : sum / counts[index]));
  const total = means.reduce((sum, mean) => sum + mean, 0);
  return means.map((mean) => mean / total);
}
