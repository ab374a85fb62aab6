/** Moments of a run: its finished epochs, by which people look back on it. */
import { trainedRounds } from '../../spec/experimentSpec.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Epoch, Round } from '../../spec/units.ts';

/** A finished epoch of a run. */
export interface RunPosition {
  readonly round: Round;
  readonly epoch: Epoch;
}

/** Where a moment stands: the last finished epoch of a state. */
export function positionOf(state: Pick<RunState, 'rounds'>): RunPosition | null {
  const round = state.rounds.findLast(({ epochs }) => epochs.length > 0);
  const epoch = round?.epochs.at(-1);
  return round && epoch ? { round: round.round, epoch: epoch.epoch } : null;
}

/** A position moved by finished epochs, held within the run. */
export function movedBy(
  state: Pick<RunState, 'rounds'>,
  from: RunPosition,
  epochs: number,
): RunPosition {
  const positions = state.rounds.flatMap(({ round, epochs: done }) =>
    done.map((_, index) => ({ round, epoch: index + 1 })),
  );
  const at = positions.findIndex(
    ({ round, epoch }) => round === from.round && epoch === from.epoch,
  );
  return positions[Math.min(positions.length - 1, Math.max(0, at + epochs))] ?? from;
}

/** The same epoch of another round, or the nearest that is finished. */
export function movedByRound(
  state: Pick<RunState, 'rounds'>,
  from: RunPosition,
  rounds: number,
): RunPosition {
  const round = Math.max(1, from.round + rounds);
  return heldWithin(state, { round, epoch: from.epoch }) ?? from;
}

/** A position within what is finished: its round's last epoch, or the run's; null before the first. */
export function heldWithin(
  state: Pick<RunState, 'rounds'>,
  { round, epoch }: RunPosition,
): RunPosition | null {
  const newest = positionOf(state);
  if (newest === null) return null;
  if (round > newest.round) return newest;
  const done = state.rounds[round - 1].epochs.length;
  // A network that was given has no moment of its own: the first is in the round after.
  return done === 0 ? { round: round + 1, epoch: 1 } : { round, epoch: Math.min(epoch, done) };
}

/** Whether two positions are the same epoch. */
export function samePosition(one: RunPosition | null, other: RunPosition | null): boolean {
  return one?.round === other?.round && one?.epoch === other?.epoch;
}

/** Which finished epoch of the whole run a position is, from 1; 0 for none. */
export function epochOfRun({ spec }: Pick<RunState, 'spec'>, position: RunPosition | null): number {
  if (position === null) return 0;
  return trainedRounds(spec, position.round - 1) * spec.training.epochs + position.epoch;
}
