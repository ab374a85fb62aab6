/** What the story of a level-wise run is filled from. */
import type { LevelwiseState, MoveState } from '../../spec/run/levelwiseState.ts';

/** The classes that left their groups in the newest epoch. */
export interface NewestLeaving {
  /** The move to name: the finest level's, of several the one into the largest Ψ. */
  readonly named: MoveState | undefined;
  /** Classes that moved besides. */
  readonly others: number;
}

export function newestLeaving({ epochs, moves }: LevelwiseState): NewestLeaving {
  const epoch = epochs.at(-1)?.epoch;
  const latest = moves.filter((move) => move.epoch === epoch && !move.undone);
  const [named] = latest.toSorted(
    (one, other) => other.level - one.level || other.after - one.after,
  );
  const classes = new Set(latest.map((move) => move.class)).size;
  return { named, others: Math.max(0, classes - 1) };
}
