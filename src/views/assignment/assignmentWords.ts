/** The words and the table of the map of Ψ. */
import { entriesByClass } from '../../analysis/groups/assignmentEntries.ts';
import {
  type AssignmentLevel,
  assignmentEntropy,
  assignmentValue,
  largestAssignment,
  meanEntropy,
  strongestOther,
} from '../../analysis/groups/assignmentLevel.ts';
import { branchNames, leafName } from '../../analysis/groups/treeNames.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import type { SparseAssignment } from '../../spec/run/events/levelwiseEvents.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import { levelNames } from '../levels/levelNames.ts';

/** Names of a level's rows: groups, or classes where Ψ is between classes. */
export function rowNames(
  levelwise: LevelwiseState,
  level: number | null,
  classes: readonly string[],
): readonly string[] {
  return level === null ? classes.map(leafName) : branchNames(levelwise, classes)[level];
}

/** Decimals with which a level's values can be told apart: two figures of the largest. */
export function assignmentDigits(largest: number): number {
  return largest <= 0 ? 2 : Math.max(2, 1 - Math.floor(Math.log10(largest)));
}

/** The row that holds a class: its group, or itself where Ψ is between classes. */
function rowOf(groups: readonly (readonly number[])[], level: number | null, index: ClassIndex) {
  return level === null ? index : groups[level][index];
}

/** Ψ of one row for a class, as built and now. */
export interface AssignmentChange {
  readonly name: string;
  readonly before: number;
  readonly now: number;
}

/**
 * The groups worth naming for a class: the one it was built into and the one it is in; where those
 * are the same, the strongest other that holds images of it.
 */
export function assignmentChanges(
  levelwise: LevelwiseState,
  { level, assignment, built }: AssignmentLevel,
  index: ClassIndex,
  classes: readonly string[],
): AssignmentChange[] {
  const origin = rowOf(
    levelwise.built.levels.map(({ groupOf }) => groupOf),
    level,
    index,
  );
  const home = rowOf(levelwise.groupOf, level, index);
  const other = origin === home ? strongestOther(assignment, home, index) : home;
  const names = rowNames(levelwise, level, classes);
  return [origin, ...(other === null ? [] : [other])].map((row) => ({
    name: names[row],
    before: assignmentValue(built, row, index),
    now: assignmentValue(assignment, row, index),
  }));
}

/** `fish 0.21 → 0.10; flowers 0.05 → 0.19`: before adaptation and now. */
export function changesText(changes: readonly AssignmentChange[], digits: number): string {
  return changes
    .map(
      ({ name, before, now }) =>
        `${name} ${formatFixed(before, digits)} → ${formatFixed(now, digits)}`,
    )
    .join('; ');
}

/** What the map says of the class it stands on. */
export function classText(
  levelwise: LevelwiseState,
  shown: AssignmentLevel,
  index: ClassIndex,
  classes: readonly string[],
): string {
  const digits = assignmentDigits(largestAssignment(levelwise, shown.level));
  const changes = assignmentChanges(levelwise, shown, index, classes);
  const entropy = assignmentEntropy(shown.assignment, classes.length)[index];
  return `${leafName(classes[index])}: ${changesText(changes, digits)}; entropy ${formatFixed(entropy, 2)} bits`;
}

/** What the map shows, in one sentence. */
export function assignmentDescription(
  state: Pick<RunState, 'dataset' | 'levelwise'>,
  shown: AssignmentLevel | null,
): string {
  const { levelwise, dataset } = state;
  if (levelwise === null || shown === null) return 'Ψ is not known before the tree is built.';
  const { level, rows, columns, assignment } = shown;
  const largest = largestAssignment(levelwise, level);
  const mean = meanEntropy(assignmentEntropy(assignment, dataset.classes.length));
  const what = level === null ? 'classes' : 'groups';
  return `Ψ of ${rows.length} ${what} for ${columns.length} classes, up to ${formatFixed(largest, assignmentDigits(largest))}; the images of a class spread over its ${what} with a mean entropy of ${formatFixed(mean, 2)} bits.`;
}

/** A row a class, in the tree's order. */
export function assignmentTable(
  state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>,
  shown: AssignmentLevel | null,
): FigureTable {
  const level = shown?.level ?? null;
  const names = levelNames(state);
  const columns = [
    'class',
    level === null ? 'row' : `group of ${names[level]}`,
    'Ψ as built',
    'Ψ now',
    'strongest other',
    'Ψ now',
    'entropy, bits',
  ].map((label) => ({ label }));
  if (state.levelwise === null || shown === null) return { columns, rows: [] };
  return { columns, rows: tableRows(state.levelwise, shown, state.dataset.classes) };
}

function tableRows(
  levelwise: LevelwiseState,
  shown: AssignmentLevel,
  classes: readonly string[],
): FigureTable['rows'] {
  const { assignment, built } = shown;
  const digits = assignmentDigits(largestAssignment(levelwise, shown.level)) + 1;
  const names = rowNames(levelwise, shown.level, classes);
  const entropy = assignmentEntropy(assignment, classes.length);
  return shown.columns.map((index) => {
    const home = rowOf(levelwise.groupOf, shown.level, index);
    const value = (of: SparseAssignment, row: number) =>
      formatFixed(assignmentValue(of, row, index), digits);
    const other = entriesByClass(assignment)
      .get(index)
      ?.find(({ group }) => group !== home)?.group;
    return [
      classes[index],
      names[home],
      value(built, home),
      value(assignment, home),
      other === undefined ? null : names[other],
      other === undefined ? null : value(assignment, other),
      Number.isNaN(entropy[index]) ? null : formatFixed(entropy[index], 2),
    ];
  });
}
