/** What the tree tells of classes and groups: accuracy, strength, strongest entries, moves. */
import type { SparseAssignment } from '../../spec/run/runEvent.ts';
import type { LevelwiseState, MoveState, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { networkAccuracy, type PerClass, shownSplit } from '../run/runFacts.ts';

/** Which tree is drawn: as it stands, as it was built, or as it stands with what moved. */
export type TreeMoment = 'now' | 'before' | 'difference';

/** Accuracy of each class after the newest epoch; null before the first. */
export function classAccuracy(state: Pick<RunState, 'dataset' | 'rounds'>): PerClass | null {
  const round = state.rounds[state.rounds.length - 1];
  return round === undefined ? null : networkAccuracy(round, shownSplit(state));
}

/** Mean over classes; null where none is known. */
export function meanAccuracy(
  accuracy: PerClass | null,
  classes: readonly ClassIndex[],
): number | null {
  const known = classes.flatMap((index) => accuracy?.[index] ?? []);
  return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length;
}

/** Ψ of each level at a moment. */
export function assignmentsAt(
  { built, epochs }: LevelwiseState,
  moment: TreeMoment,
): readonly SparseAssignment[] {
  const last = moment === 'before' ? undefined : epochs[epochs.length - 1];
  return (last?.levels ?? built.levels).map(({ assignment }) => assignment);
}

/** One entry of Ψ in the column of a class. */
export interface ClassEntry {
  readonly group: number;
  /** Ψ_ty. */
  readonly value: number;
  /** Ω_ty as a share of the class's images. */
  readonly share: number;
}

const remembered = new WeakMap<SparseAssignment, ReadonlyMap<ClassIndex, ClassEntry[]>>();

/** The entries of Ψ by class, the largest first (ties: lower group). */
export function entriesByClass(
  assignment: SparseAssignment,
): ReadonlyMap<ClassIndex, readonly ClassEntry[]> {
  const known = remembered.get(assignment);
  if (known !== undefined) return known;
  const { groups, classes, counts, values } = assignment;
  const totals = new Map<ClassIndex, number>();
  classes.forEach((index, entry) => {
    totals.set(index, (totals.get(index) ?? 0) + counts[entry]);
  });
  const entries = new Map<ClassIndex, ClassEntry[]>();
  classes.forEach((index, entry) => {
    const share = counts[entry] / Math.max(1, totals.get(index) ?? 1);
    const column = entries.get(index) ?? [];
    column.push({ group: groups[entry], value: values[entry], share });
    entries.set(index, column);
  });
  for (const column of entries.values()) {
    column.sort((one, other) => other.value - one.value || one.group - other.group);
  }
  remembered.set(assignment, entries);
  return entries;
}

/**
 * How strongly a group holds its classes (ours): the mean share of a class's images that are in
 * the group. Null for a group without classes.
 */
export function groupStrength(
  assignment: SparseAssignment,
  group: number,
  classes: readonly ClassIndex[],
): number | null {
  if (classes.length === 0) return null;
  const entries = entriesByClass(assignment);
  const shares = classes.map(
    (index) => entries.get(index)?.find((entry) => entry.group === group)?.share ?? 0,
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Spread of a class's images over the groups of a level, in bits: 0 where all are in one. */
export function classEntropy(assignment: SparseAssignment, index: ClassIndex): number | null {
  const column = entriesByClass(assignment).get(index);
  if (column === undefined) return null;
  return column.reduce((sum, { share }) => (share > 0 ? sum - share * Math.log2(share) : sum), 0);
}

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
