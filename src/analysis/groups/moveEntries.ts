/** The moves of a run as the feed lists them: newest first, the levels of one class together. */
import type { LevelwiseState, MoveState } from '../../spec/run/levelwiseState.ts';
import type { ClassIndex, Epoch } from '../../spec/units.ts';

/** A group of one level. */
export interface GroupPlace {
  readonly level: number;
  readonly group: number;
}

/** What one class did at the end of one epoch. */
export interface MoveEntry {
  readonly epoch: Epoch;
  readonly index: ClassIndex;
  /** The finest first, or the one at the chosen level; never empty. */
  readonly moves: readonly MoveState[];
}

const remembered = new WeakMap<LevelwiseState['moves'], readonly MoveEntry[]>();

/** The feed, newest first; with a group, only what left it or came to it. */
export function moveEntries(
  { moves }: Pick<LevelwiseState, 'moves'>,
  filter: GroupPlace | null,
): readonly MoveEntry[] {
  if (filter !== null) return entriesOf(moves, filter);
  const known = remembered.get(moves) ?? entriesOf(moves, null);
  remembered.set(moves, known);
  return known;
}

function entriesOf(moves: LevelwiseState['moves'], filter: GroupPlace | null): MoveEntry[] {
  const together = new Map<string, MoveState[]>();
  for (const move of moves) {
    const key = `${move.epoch} ${move.class}`;
    const known = together.get(key);
    if (known === undefined) together.set(key, [move]);
    else known.push(move);
  }
  return [...together.values()]
    .filter((ofClass) => filter === null || ofClass.some((move) => touches(move, filter)))
    .toSorted((one, other) => other[0].epoch - one[0].epoch || other[0].seq - one[0].seq)
    .map((ofClass) => ({
      epoch: ofClass[0].epoch,
      index: ofClass[0].class,
      moves: ofClass.toSorted(
        (one, other) =>
          Number(filter !== null && touches(other, filter)) -
            Number(filter !== null && touches(one, filter)) || other.level - one.level,
      ),
    }));
}

function touches(move: MoveState, { level, group }: GroupPlace): boolean {
  return move.level === level && (move.from === group || move.to === group);
}

/** The moves of an entry that can be taken back: those that the class still stands by. */
export function undoable({ moves }: MoveEntry, { groupOf }: LevelwiseState): MoveState[] {
  return moves.filter((move) => !move.undone && groupOf[move.level][move.class] === move.to);
}

/** What became of the classes that a group was built with (Table II), and who came. */
export interface GroupTurnover {
  readonly built: number;
  readonly left: number;
  readonly came: number;
}

export function groupTurnover(
  { built, groupOf }: LevelwiseState,
  { level, group }: GroupPlace,
): GroupTurnover {
  const before = built.levels[level].groupOf;
  const now = groupOf[level];
  const count = (test: (index: ClassIndex) => boolean) =>
    before.reduce((sum, _, index) => sum + (test(index) ? 1 : 0), 0);
  return {
    built: count((index) => before[index] === group),
    left: count((index) => before[index] === group && now[index] !== group),
    came: count((index) => before[index] !== group && now[index] === group),
  };
}

/** The largest Ψ in any move: the end of the small bars. */
export function largestMove({ moves }: Pick<LevelwiseState, 'moves'>): number {
  return moves.reduce((most, { before, after }) => Math.max(most, before, after), 0);
}

/** Agreement of a level with the coarse labels, when it was first measured and now. */
export interface Agreement {
  readonly level: number;
  readonly before: number;
  readonly now: number;
}

/** Adjusted Rand index of each level above the classes; empty without coarse labels. */
export function agreements({ built, epochs }: LevelwiseState): Agreement[] {
  const before = epochs[0]?.coarseAgreement;
  const now = epochs.at(-1)?.coarseAgreement;
  if (!before || !now) return [];
  return built.levels.map((_, level) => ({ level, before: before[level], now: now[level] }));
}
