/** Which classes are elsewhere than the tree was built, and what moved last. */
import type { LevelwiseState, MoveState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Epoch } from '../../spec/units.ts';
import type { TreeMoment } from './assignmentEntries.ts';

/** A class whose group of the finest level is another than the one it was built into. */
export interface MovedClass {
  readonly index: ClassIndex;
  readonly from: number;
  readonly to: number;
}

/** Classes that are elsewhere than the tree was built, in order. */
export function movedClasses({ built, groupOf }: LevelwiseState): MovedClass[] {
  const before = built.levels[built.levels.length - 1]?.groupOf ?? [];
  const now = groupOf[groupOf.length - 1] ?? [];
  return before.flatMap((from, index) =>
    now[index] === from ? [] : [{ index, from, to: now[index] }],
  );
}

/** Moves at the finest level in the newest epoch that still hold. */
export function newestMoves({ epochs, moves, built, groupOf }: LevelwiseState): MoveState[] {
  const newest = epochs[epochs.length - 1]?.epoch;
  const finest = built.levels.length - 1;
  return moves.filter(
    ({ epoch, level, undone, class: index, to }) =>
      !undone && epoch === newest && level === finest && groupOf[finest][index] === to,
  );
}

/** Places to keep free at a moment: what the newest epoch left, or all that is not where it was. */
export function ghostsAt(
  levelwise: LevelwiseState,
  moment: TreeMoment,
): { readonly index: ClassIndex; readonly group: number }[] {
  if (moment === 'before') return [];
  return moment === 'difference'
    ? movedClasses(levelwise).map(({ index, from }) => ({ index, group: from }))
    : newestMoves(levelwise).map(({ class: index, from }) => ({ index, group: from }));
}

/** The last move of a class that a person can take back. */
export function lastMoveOf({ moves }: LevelwiseState, index: ClassIndex): MoveState | null {
  return moves.findLast((move) => move.class === index && !move.undone) ?? null;
}

/** Classes whose group at any level is not the one they were built into. */
export function classesElsewhere({ built, groupOf }: LevelwiseState): number {
  const count = groupOf[0]?.length ?? 0;
  return Array.from({ length: count }, (_, index) =>
    groupOf.some((level, at) => level[index] !== built.levels[at].groupOf[index]),
  ).filter(Boolean).length;
}

/** How many classes moved in each epoch in which any did, without those that were put back. */
export function movesByEpoch({ levelwise }: Pick<RunState, 'levelwise'>): Map<Epoch, number> {
  const moved = new Map<Epoch, Set<number>>();
  for (const move of levelwise?.moves ?? []) {
    if (move.undone) continue;
    const classes = moved.get(move.epoch) ?? new Set<number>();
    moved.set(move.epoch, classes.add(move.class));
  }
  return new Map([...moved].map(([epoch, classes]) => [epoch, classes.size]));
}
