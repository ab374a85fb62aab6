/** Which moves are played when a run goes on, and in which order. */
import type { MoveState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';

/** A class on its way between groups of the finest level. */
export interface Flight {
  readonly index: ClassIndex;
  readonly from: number;
  readonly to: number;
}

/** How long a class travels, in milliseconds. */
export const flightTime = 700;
/** Moves of an epoch that are played one after another, at most. */
const maxInTurn = 5;
/** A state further ahead than this has jumped, and what happened meanwhile is not played. */
const maxEpochs = 2;

/** What was painted: the state, and whether it was an earlier moment of the run. */
export interface PaintedMoment {
  readonly state: Pick<RunState, 'runId' | 'levelwise'>;
  readonly isLookingBack: boolean;
}

/**
 * The moves to play between two paints, in batches that travel together: one at a time, or all at
 * once where more than five came. Null where the state did not just go on: it jumped, went back,
 * belongs to another run, or is looked back at.
 */
export function flightsBetween(
  before: PaintedMoment | null,
  now: PaintedMoment,
): readonly (readonly Flight[])[] | null {
  if (before === null || before.isLookingBack || now.isLookingBack) return null;
  const [earlier, later] = [before.state, now.state];
  if (earlier.runId !== later.runId) return null;
  if (earlier.levelwise === null || later.levelwise === null) return null;
  const epochs = later.levelwise.epochs.length - earlier.levelwise.epochs.length;
  const known = earlier.levelwise.moves.length;
  const wentBack = epochs < 0 || later.levelwise.moves.length < known;
  if (wentBack || epochs > maxEpochs) return null;
  const finest = later.levelwise.built.levels.length - 1;
  const fresh = later.levelwise.moves
    .slice(known)
    .filter(({ level, undone }) => level === finest && !undone);
  return batches(fresh);
}

function batches(moves: readonly MoveState[]): Flight[][] {
  const flights = moves.map(({ class: index, from, to }) => ({ index, from, to }));
  if (flights.length === 0) return [];
  return flights.length > maxInTurn ? [flights] : flights.map((flight) => [flight]);
}
