/** One level of Ψ in the order of the tree: its values and how a class's images spread over it. */
import type { SparseAssignment } from '../../spec/run/events/levelwiseEvents.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { entriesByClass } from './assignmentEntries.ts';
import { treeOrder } from './treeOrder.ts';

/** One level of Ψ as it stands, in the tree's order. */
export interface AssignmentLevel {
  /** Its place among the levels above the classes; null for a Ψ between classes. */
  readonly level: number | null;
  readonly assignment: SparseAssignment;
  /** Before adaptation. */
  readonly built: SparseAssignment;
  readonly rows: readonly number[];
  readonly columns: readonly ClassIndex[];
}

/** Levels whose Ψ can be shown: those above the classes, or the one between classes. */
export function assignmentLevels({ built }: LevelwiseState): readonly (number | null)[] {
  const above = built.levels.map((_, level) => level);
  return built.classAssignment === null ? above : [...above, null];
}

export function assignmentLevel(
  levelwise: LevelwiseState,
  level: number | null,
  classCount: number,
): AssignmentLevel | null {
  const { built, epochs } = levelwise;
  const { classes, groups } = treeOrder(levelwise, classCount);
  if (level === null) {
    const { classAssignment } = levelwise;
    return (
      built.classAssignment &&
      classAssignment && {
        level,
        assignment: classAssignment,
        built: built.classAssignment,
        rows: classes,
        columns: classes,
      }
    );
  }
  const before = built.levels[level].assignment;
  const assignment = epochs.at(-1)?.levels[level].assignment ?? before;
  return { level, assignment, built: before, rows: groups[level], columns: classes };
}

/** Ψ of a group for a class. */
export function assignmentValue(
  assignment: SparseAssignment,
  group: number,
  index: ClassIndex,
): number {
  const entry = entriesByClass(assignment)
    .get(index)
    ?.find((one) => one.group === group);
  return entry?.value ?? assignment.base[group];
}

/** The other group, if any, that claims a class most strongly and holds images of it. */
export function strongestOther(
  { groups, classes, counts, values }: SparseAssignment,
  group: number,
  index: ClassIndex,
): number | null {
  let best: number | null = null;
  let most = 0;
  groups.forEach((one, at) => {
    if (classes[at] !== index || one === group || counts[at] === 0 || values[at] <= most) return;
    best = one;
    most = values[at];
  });
  return best;
}

const maxima = new WeakMap<SparseAssignment, number>();

function maximumOf(assignment: SparseAssignment): number {
  const known = maxima.get(assignment);
  if (known !== undefined) return known;
  const largest = (values: readonly number[]) =>
    values.reduce((most, value) => Math.max(most, value), 0);
  const maximum = Math.max(largest(assignment.base), largest(assignment.values));
  maxima.set(assignment, maximum);
  return maximum;
}

/** The largest Ψ that a level has had so far: the end of its scale, which never shrinks. */
export function largestAssignment(
  { built, epochs, classAssignment }: LevelwiseState,
  level: number | null,
): number {
  if (level === null) {
    const between = [built.classAssignment, classAssignment];
    return between.reduce((most, one) => Math.max(most, one === null ? 0 : maximumOf(one)), 0);
  }
  return epochs.reduce(
    (most, { levels }) => Math.max(most, maximumOf(levels[level].assignment)),
    maximumOf(built.levels[level].assignment),
  );
}

const entropies = new WeakMap<SparseAssignment, Float64Array>();

/**
 * Entropy of each class's assignment (ours): of the shares of its images over the groups, in bits;
 * 0 where all lie in one group, NaN for a class without images.
 */
export function assignmentEntropy(assignment: SparseAssignment, classCount: number): Float64Array {
  const known = entropies.get(assignment);
  if (known?.length === classCount) return known;
  const { classes, counts } = assignment;
  const totals = new Float64Array(classCount);
  const sums = new Float64Array(classCount);
  classes.forEach((index, entry) => {
    const count = counts[entry];
    if (count === 0) return;
    totals[index] += count;
    sums[index] += count * Math.log2(count);
  });
  const entropy = totals.map((total, index) =>
    total === 0 ? Number.NaN : Math.max(0, Math.log2(total) - sums[index] / total),
  );
  entropies.set(assignment, entropy);
  return entropy;
}

/** Mean entropy over the classes that have images; null where none has. */
export function meanEntropy(entropy: Float64Array): number | null {
  const known = entropy.filter((bits) => !Number.isNaN(bits));
  return known.length === 0 ? null : known.reduce((sum, bits) => sum + bits, 0) / known.length;
}
