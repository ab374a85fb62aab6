/** Eq. 6 with the numbers of the run that is shown, for one class. */
import { drivingErrorsOf, hasImportance } from '../../../../spec/methods/methodFacts.ts';
import type { RunState } from '../../../../spec/run/runState.ts';

export interface EquationFacts {
  /** The round t whose errors drive the step from ϕ_t to ϕ_{t+1}. */
  readonly round: number;
  readonly className: string;
  /** N·ϕ_t(l) and N·ϕ_{t+1}(l). */
  readonly now: number;
  readonly next: number;
  readonly gamma: number;
  /** ε_t(l). */
  readonly error: number;
}

/** The numbers for a class, or for the hardest one when none is pointed at; null before any. */
export function equationFacts(state: RunState | null, index: number | null): EquationFacts | null {
  const round = state?.rounds.findLast(({ epochs }) => epochs.length > 0);
  const outcome = round?.outcome ?? round?.epochs.at(-1)?.forecast;
  if (!state || !round || !outcome || !hasImportance(state.spec.method)) return null;
  const { gamma, importanceNext } = outcome;
  if (gamma === null || importanceNext === null) return null;
  const { classes } = state.dataset;
  const shown = index ?? hardest(importanceNext);
  const { measure } = drivingErrorsOf(state.spec.method);
  const errors = measure === 'soft' ? outcome.softErrors : outcome.hardErrors;
  return {
    round: round.round,
    className: classes[shown],
    now: round.classImportance[shown] * classes.length,
    next: importanceNext[shown] * classes.length,
    gamma,
    error: errors[shown],
  };
}

function hardest(importance: readonly number[]): number {
  return importance.indexOf(Math.max(...importance));
}
