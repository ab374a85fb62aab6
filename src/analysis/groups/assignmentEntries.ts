/** Ψ as a tree tells it: at which moment, and what it says of each class and each group. */
import type { SparseAssignment } from '../../spec/run/events/levelwiseEvents.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { ClassIndex } from '../../spec/units.ts';

/** Which tree is drawn: as it stands, as it was built, or as it stands with what moved. */
export type TreeMoment = 'now' | 'before' | 'difference';

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

/** Ω_ty / R_y: the share of a class's images that a group holds; null for a class without images. */
export function imageShare(
  assignment: SparseAssignment,
  group: number,
  index: ClassIndex,
): number | null {
  const entries = entriesByClass(assignment).get(index) ?? [];
  if (entries.every(({ share }) => share === 0)) return null;
  return entries.find((entry) => entry.group === group)?.share ?? 0;
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
  const shares = classes.map((index) => imageShare(assignment, group, index) ?? 0);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
