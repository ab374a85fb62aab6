/**
 * The value axis of importance. Rounds keep their arrays once they are finished, so their extents
 * are remembered by array.
 */

import { type Extent, stepUp } from '../../../analysis/scales/scale.ts';
import type { RoundState, RunState } from '../../../spec/run/runState.ts';

const upper = [1.2, 1.4, 1.6, 1.8, 2, 2.4, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100, 200, 500, 1000];
/** Below 1 importance can only go to 0. */
const lower = [0.8, 0.6, 0.4, 0.2, 0];

/**
 * The axis of N·ϕ that the run has needed so far: every round's importance and every forecast,
 * rounded outwards. It grows in steps and never shrinks as the run goes on.
 */
export function importanceExtent(state: Pick<RunState, 'dataset' | 'rounds'>): Extent {
  const count = state.dataset.classes.length;
  const reached = state.rounds.map(roundExtent);
  const min = Math.min(1, ...reached.map((extent) => extent.min * count));
  const max = Math.max(1, ...reached.map((extent) => extent.max * count));
  return { min: lower.find((limit) => limit <= min) ?? 0, max: stepUp(max, upper) };
}

const roundExtents = new WeakMap<RoundState, Extent>();

function roundExtent(round: RoundState): Extent {
  const known = roundExtents.get(round);
  if (known !== undefined) return known;
  const arrays = [round.classImportance, round.outcome?.importanceNext].concat(
    round.epochs.map((epoch) => epoch.forecast?.importanceNext),
  );
  const extents = arrays.filter((array) => array !== undefined && array !== null).map(arrayExtent);
  const extent = extents.reduce((whole, { min, max }) => ({
    min: Math.min(whole.min, min),
    max: Math.max(whole.max, max),
  }));
  roundExtents.set(round, extent);
  return extent;
}

const arrayExtents = new WeakMap<readonly number[], Extent>();

/** Remembered by array: a new epoch costs one pass over its own numbers only. */
function arrayExtent(values: readonly number[]): Extent {
  const known = arrayExtents.get(values);
  if (known !== undefined) return known;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  arrayExtents.set(values, { min, max });
  return { min, max };
}
