import { hardAndEasy } from '../../algorithms/metrics/hardClasses.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { classAccuracyOf } from '../run/runFacts.ts';

/**
 * Mean error, in [0, 1], on test images of the hardest fifth of the classes as the run has it so far:
 * ranked on validation images, on training images where there are none. Null before the first epoch
 * and without test images.
 */
export function hardestFifthError(state: Pick<RunState, 'rounds'>): number | null {
  const measured = classAccuracyOf(state, 'test');
  if (measured === null) return null;
  const ranking = classAccuracyOf(state, 'validation') ?? classAccuracyOf(state, 'train');
  const { hardestFifth } = hardAndEasy(ranking ?? measured, measured);
  return hardestFifth === null ? null : 1 - hardestFifth;
}
