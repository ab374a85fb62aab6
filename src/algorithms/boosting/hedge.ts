/**
 * Boosting against the worst class (Saito, Matsuo, Uchida and Suehiro, arXiv 2310.14890): Hedge over
 * the classes, so that those not learnt yet weigh more for the next network.
 *
 * Arrays have one entry a class. Weights sum to 1; arithmetic is in double precision.
 */
import { exp } from '../../lib/transcendental/exp.ts';
import { log } from '../../lib/transcendental/log.ts';

/** r_k = 1 for each class whose accuracy is at least θ. */
export function learntClasses(accuracy: readonly number[], threshold: number): boolean[] {
  return accuracy.map((share) => share >= threshold);
}

/** Hedge's rate η = √(8 ln N / T) for N classes and T rounds, as in the authors' code. */
export function hedgeRate(classCount: number, rounds: number): number {
  return Math.sqrt((8 * log(classCount)) / rounds);
}

/** w_k ← w_k·e^{−η·r_k}, rescaled to sum to 1. */
export function hedge(
  weights: Float64Array,
  learnt: readonly boolean[],
  rate: number,
): Float64Array {
  const factor = exp(-rate);
  const next = weights.map((weight, index) => (learnt[index] ? weight * factor : weight));
  const sum = next.reduce((total, weight) => total + weight, 0);
  return next.map((weight) => weight / sum);
}

/**
 * 1 − Σ_k w_k·r_k: the weight of the classes that are not learnt. The theorem asks for less than
 * ½ − γ of it in every round, for some γ above 0.
 */
export function unlearntWeight(weights: Float64Array, learnt: readonly boolean[]): number {
  return weights.reduce((sum, weight, index) => (learnt[index] ? sum : sum + weight), 0);
}
