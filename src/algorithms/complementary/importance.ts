/**
 * Class importance over the rounds of the complementary method (Chen, Zhang, Yu and Fan, CVPR
 * 2019, Algorithm 1): how the errors of one network decide what the next one works on.
 *
 * All arrays have one entry a class; errors are in [0, 1]; arithmetic is in double precision.
 */

import { log } from '../../lib/transcendental/log.ts';
import { pow } from '../../lib/transcendental/pow.ts';

/** How importance follows from errors: as printed (Eq. 6), or as in the authors' repository. */
export type ImportanceUpdate = 'paper' | 'released-code';

/** The paper leaves γ outside (0, 1) open; it is held within these bounds (ours). */
const smallestGamma = 1e-6;
const largestGamma = 1 - 1e-6;

/** φ_1(l) = 1/N, unnormalised: every class alike. */
export function initialImportance(classCount: number): Float64Array {
  return new Float64Array(classCount).fill(1 / classCount);
}

/** ϕ_t(l) = φ_t(l) / Σ_j φ_t(j) (Eq. 7). */
export function normaliseImportance(importance: Float64Array): Float64Array {
  const total = importance.reduce((sum, value) => sum + value, 0);
  return importance.map((value) => value / total);
}

/** ε_t = Σ_l ϕ_t(l) ε_t(l) (Eq. 5), from normalised importance. */
export function weightedError(importance: Float64Array, classErrors: Float64Array): number {
  return classErrors.reduce((sum, error, index) => sum + importance[index] * error, 0);
}

/** γ_t, and whether it had to be held within (0, 1). */
export interface Gamma {
  readonly gamma: number;
  readonly clamped: boolean;
}

/** γ_t = μ ε_t / (1 − μ ε_t) (Eq. 8), wherever that leads. */
export function unclampedGamma(weightedErrorOfRound: number, mu: number): number {
  const scaled = mu * weightedErrorOfRound;
  return scaled / (1 - scaled);
}

/**
 * γ_t held within (0, 1). From μ ε_t = ½ on Eq. 8 reaches 1 and, past 1, turns negative and
 * gives the worst network the largest vote, so that is tested first; at ε_t = 0 it is 0 and the
 * vote infinite.
 */
export function gammaOf(weightedErrorOfRound: number, mu: number): Gamma {
  if (mu * weightedErrorOfRound >= 0.5) return { gamma: largestGamma, clamped: true };
  const gamma = unclampedGamma(weightedErrorOfRound, mu);
  return gamma < smallestGamma
    ? { gamma: smallestGamma, clamped: true }
    : { gamma: Math.min(gamma, largestGamma), clamped: gamma > largestGamma };
}

/**
 * φ_{t+1}(l) = φ_t(l) · γ_t^(1 − μ ε_t(l)) (Eq. 6); the released code leaves μ out of the
 * exponent. Not normalised. After many rounds the values would underflow, so callers may pass
 * normalised importance instead: the next normalisation gives the same.
 */
export function updateImportance(
  importance: Float64Array,
  classErrors: Float64Array,
  gamma: number,
  mu: number,
  update: ImportanceUpdate,
): Float64Array {
  const factor = update === 'paper' ? mu : 1;
  return importance.map((value, index) => value * pow(gamma, 1 - factor * classErrors[index]));
}

/** ln(1/γ_t): the weight of network t in the vote, not normalised (Eq. 9). */
export function voteWeight(gamma: number): number {
  return log(1 / gamma);
}
