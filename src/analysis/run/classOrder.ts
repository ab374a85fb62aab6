/** Orders of classes: by difficulty, and by any number that each of them has. */
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { newestImportance } from './classImportance.ts';
import { classAccuracyOf, shownSplit } from './runFacts.ts';

/** Classes, hardest first, with what they were ordered by; empty while nothing is known. */
export interface ClassOrder {
  readonly classes: readonly ClassIndex[];
  readonly by: 'importance' | 'error' | 'nothing';
}

/** Classes by newest importance where the method gives any, else by newest error. */
export function classesByDifficulty(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
): ClassOrder {
  const importance = newestImportance(state);
  if (importance !== null) return { classes: descending(importance), by: 'importance' };
  const accuracy = classAccuracyOf(state, shownSplit(state));
  if (accuracy === null) return { classes: [], by: 'nothing' };
  return { classes: descending(accuracy.map(errorOf)), by: 'error' };
}

/** An error for sorting; classes without images come last. */
export function errorOf(accuracy: number | null | undefined): number {
  return accuracy === null || accuracy === undefined ? -1 : 1 - accuracy;
}

/** Indices by value, greatest first; equal values keep the order of the classes. */
export function descending(values: readonly number[]): ClassIndex[] {
  return values.map((_, index) => index).sort((a, b) => values[b] - values[a] || a - b);
}
