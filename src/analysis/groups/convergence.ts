/** Whether the tree comes to rest: moves epoch by epoch, and classes that go back and forth. */
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { ClassIndex, Epoch } from '../../spec/units.ts';
import { movesByEpoch } from './movedClasses.ts';

/** An epoch of adaptation. */
export interface EpochMoves {
  readonly epoch: Epoch;
  /** Classes that moved at its end and were not put back. */
  readonly moved: number;
}

/** Each epoch of adaptation with its moves, those without any too. */
export function epochMoves(levelwise: LevelwiseState): EpochMoves[] {
  const moved = movesByEpoch({ levelwise });
  return adaptingEpochs(levelwise).map((epoch) => ({ epoch, moved: moved.get(epoch) ?? 0 }));
}

/** Epochs of adaptation at the end in which no class moved. */
export function quietEpochs(levelwise: LevelwiseState): number {
  const moves = epochMoves(levelwise);
  return moves.length - 1 - moves.findLastIndex(({ moved }) => moved > 0);
}

/** A class that has stayed for so many epochs of adaptation is settled again (ours). */
export const settledEpochs = 3;

const remembered = new WeakMap<LevelwiseState, ReadonlySet<ClassIndex>>();

/**
 * Classes that go back and forth (ours): at some level they returned to a group that they had left,
 * and have not stayed there, or where they went next, for {@link settledEpochs} epochs of adaptation
 * since. Pinned classes are decided; so are all once adaptation has ended.
 */
export function undecidedClasses(levelwise: LevelwiseState): ReadonlySet<ClassIndex> {
  const known = remembered.get(levelwise) ?? findUndecided(levelwise);
  remembered.set(levelwise, known);
  return known;
}

function findUndecided(levelwise: LevelwiseState): ReadonlySet<ClassIndex> {
  const { built, moves, pinned, adaptationEnded } = levelwise;
  const undecided = new Set<ClassIndex>();
  if (adaptationEnded !== null) return undecided;
  const epochs = adaptingEpochs(levelwise);
  const ways = new Map<string, { readonly seen: Set<number>; hasReturned: boolean }>();
  for (const { level, class: index, to, epoch, undone } of moves) {
    if (undone) continue;
    const key = `${level} ${index}`;
    const seen = new Set([built.levels[level].groupOf[index]]);
    const way = ways.get(key) ?? { seen, hasReturned: false };
    ways.set(key, way);
    way.hasReturned ||= way.seen.has(to);
    way.seen.add(to);
    const stayed = epochs.filter((later) => later > epoch).length;
    if (way.hasReturned && stayed < settledEpochs) undecided.add(index);
  }
  for (const index of pinned) undecided.delete(index);
  return undecided;
}

function adaptingEpochs({ epochs }: LevelwiseState): Epoch[] {
  return epochs.filter(({ isAdapting }) => isAdapting).map(({ epoch }) => epoch);
}
