/** What the class errors of a round come to: ε_t, γ_t and the importance that follows (Eq. 5 to 8). */
import {
  gammaOf,
  type ImportanceUpdate,
  normaliseImportance,
  updateImportance,
  weightedError,
} from './importance.ts';

/** What decides how importance follows from errors. */
export interface ImportanceRule {
  readonly mu: number;
  readonly update: ImportanceUpdate;
}

export interface RoundOutcomeOfErrors {
  /** ε_t (Eq. 5). */
  readonly weightedError: number;
  /** γ_t (Eq. 8), held within (0, 1). */
  readonly gamma: number;
  readonly gammaClamped: boolean;
  /** ϕ_{t+1}, normalised (Eq. 6, 7). */
  readonly importanceNext: Float64Array;
}

/**
 * @param importance ϕ_t, normalised, one a class.
 * @param classErrors ε_t(l) of the same classes.
 */
export function outcomeOfErrors(
  importance: Float64Array,
  classErrors: Float64Array,
  { mu, update }: ImportanceRule,
): RoundOutcomeOfErrors {
  const epsilon = weightedError(importance, classErrors);
  const { gamma, clamped } = gammaOf(epsilon, mu);
  const next = updateImportance(importance, classErrors, gamma, mu, update);
  return {
    weightedError: epsilon,
    gamma,
    gammaClamped: clamped,
    importanceNext: normaliseImportance(next),
  };
}
