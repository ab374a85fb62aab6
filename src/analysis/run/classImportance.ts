/** ϕ as views and stories tell it: N·ϕ, so that 1 is an equal share. */
import { hasImportance } from '../../spec/methods/methodFacts.ts';
import type { RoundState, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { totalRounds } from './runFacts.ts';

/** N·ϕ_t of each class by round, so that 1 is an equal share. */
export function scaledImportance(round: RoundState): readonly number[] {
  return scaled(round.classImportance);
}

/**
 * N·ϕ of the round to come, as it would be if the round under way ended now. Null where there is
 * no round to come, no importance, or no epoch yet.
 */
export function forecastImportance(
  state: Pick<RunState, 'spec' | 'rounds'>,
): readonly number[] | null {
  if (!hasImportance(state.spec.method)) return null;
  if (state.rounds.length >= totalRounds(state)) return null;
  const round = state.rounds[state.rounds.length - 1];
  if (round === undefined) return null;
  const last = round.epochs[round.epochs.length - 1];
  const next = round.outcome?.importanceNext ?? last?.forecast?.importanceNext;
  return next ? scaled(next) : null;
}

const scaledArrays = new WeakMap<readonly number[], readonly number[]>();

/** Remembered by array, which a state never changes: painting again costs nothing. */
function scaled(importance: readonly number[]): readonly number[] {
  const known = scaledArrays.get(importance);
  if (known !== undefined) return known;
  const values = importance.map((share) => share * importance.length);
  scaledArrays.set(importance, values);
  return values;
}

/** The newest importance that differs between classes: the forecast, else the round under way. */
export function newestImportance(
  state: Pick<RunState, 'spec' | 'rounds'>,
): readonly number[] | null {
  const round = state.rounds[state.rounds.length - 1];
  const values = forecastImportance(state) ?? (round ? scaledImportance(round) : null);
  return values?.some((value) => Math.abs(value - values[0]) > 1e-9) ? values : null;
}

/** N·ϕ of a class by round, and what it would be next. */
export function importanceByRound(
  state: Pick<RunState, 'spec' | 'rounds'>,
  index: ClassIndex,
): { readonly value: number; readonly isForecast: boolean }[] {
  const begun = state.rounds.map((round) => ({
    value: scaledImportance(round)[index],
    isForecast: false,
  }));
  const forecast = forecastImportance(state)?.[index];
  return forecast === undefined ? begun : [...begun, { value: forecast, isForecast: true }];
}
