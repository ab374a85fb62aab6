/** A table that tells the groups of each class: `class,group` or more columns of coarser groups. */
import { formatCount } from '../../lib/numberFormat.ts';
import { quoted } from '../limits.ts';
import { withoutBlanks } from './blankCells.ts';
import { ClassMatcher } from './classMatcher.ts';
import type { TextForm, TextRow } from './textRows.ts';
import { checkNodeCount, type RawNode, type RawTree, treeError } from './treeShape.ts';

const allowed =
  'a row for each class: its name, then the name of its group, and of coarser groups that hold that one';

/**
 * Whether rows are classes with their groups rather than parents with their children: more than two
 * columns, a row for each class, or two columns that share no entry. Classes come first, except in
 * tables with commas or semicolons, where they may stand in any column.
 */
export function isClassTable(form: TextForm, classes: readonly string[]): boolean {
  if (form.kind !== 'table' && form.kind !== 'pairs') return false;
  if (form.rows[0].cells.length > 2) return true;
  const matcher = new ClassMatcher(classes);
  const counts = [0, 1].map((column) => classCells(form.rows, column, matcher));
  const isOneEach = form.rows.length - classes.length <= 1 && counts[0] === classes.length;
  if (isOneEach) return true;
  const first = new Set(form.rows.map(({ cells }) => cells[0]));
  if (form.rows.some(({ cells }) => first.has(cells[1]))) return false;
  if (form.kind === 'table' && form.separator !== 'tab') return true;
  return counts[0] > counts[1];
}

/** Rows of classes with their groups, without a header. */
export interface ClassRows {
  readonly body: readonly TextRow[];
  readonly classColumn: number;
  /** How messages call a column. */
  readonly nameOf: (column: number) => string;
  /** How messages call a row. */
  readonly unit: 'line' | 'entry';
}

/**
 * The tree of such a table. A first row that names no class is a header. A blank cell means the
 * one above it. Columns that tell the classes once more, or that tell the same for all, are passed
 * over; of two that group alike the one with words is taken before the one with numbers.
 * @throws DataError for unknown, missing and repeated classes, blanks that may mean either, and
 * groups that do not nest.
 */
export function classTableTree(
  file: string,
  rows: readonly TextRow[],
  classes: readonly string[],
): RawTree {
  const matcher = new ClassMatcher(classes);
  const columns = [...rows[0].cells.keys()];
  const counts = columns.map((column) => classCells(rows, column, matcher));
  // A file may have more columns than a call takes arguments.
  const column = counts.indexOf(counts.reduce((a, b) => Math.max(a, b)));
  const isHeader = rows[0].cells[column] !== '' && matcher.find(rows[0].cells[column]) === null;
  const nameOf = (at: number) =>
    isHeader ? `column ${quoted(rows[0].cells[at])}` : `column ${at + 1}`;
  const told = isHeader ? rows.slice(1) : rows;
  const body = withoutBlanks(file, told, column, nameOf);
  return classRowsTree(file, { body, classColumn: column, nameOf, unit: 'line' }, classes);
}

/**
 * The tree of rows of classes; a blank group is none: the class, or the finer group, lies in the
 * next coarser one. @throws DataError as {@link classTableTree}.
 */
export function classRowsTree(file: string, table: ClassRows, classes: readonly string[]): RawTree {
  const { body, classColumn } = table;
  checkClasses(file, table, new ClassMatcher(classes), classes);
  const groupings = groupColumns(body, [...body[0].cells.keys()], classColumn);
  if (groupings.length === 0) {
    const found = 'no column groups the classes';
    throw treeError(file, null, found, 'add a column with the group of each class', allowed);
  }
  return assemble(file, table, groupings);
}

export function classCells(
  rows: readonly TextRow[],
  column: number,
  matcher: ClassMatcher,
): number {
  const found = new Set(rows.map(({ cells }) => matcher.find(cells[column])));
  found.delete(null);
  return found.size;
}

function checkClasses(
  file: string,
  { body, classColumn: column, unit }: ClassRows,
  matcher: ClassMatcher,
  classes: readonly string[],
): void {
  const lines = new Map<number, number>();
  for (const { line, cells } of body) {
    const place = `${unit} ${line}, ${quoted(cells[column])}`;
    const index = matcher.find(cells[column]);
    if (index === null) {
      const remedy = `name classes as the data set does, or remove the ${unit}`;
      throw treeError(file, place, 'no class of the data set has this name', remedy, allowed);
    }
    const before = lines.get(index);
    if (before !== undefined) {
      const found = `class ${quoted(classes[index])} has a row already, ${unit} ${before}`;
      throw treeError(file, place, found, 'keep one of the two', allowed);
    }
    lines.set(index, line);
  }
  const missing = [...classes.keys()].filter((index) => !lines.has(index));
  if (missing.length === 0) return;
  const more = missing.length > 1 ? `, nor have ${formatCount(missing.length - 1)} more` : '';
  throw treeError(
    file,
    `class ${quoted(classes[missing[0]])}`,
    `it has no row${more}`,
    'add a row for every class, or train on the classes of the table alone',
    allowed,
  );
}

/** Columns that group the classes, the finest first, one of each kind. */
function groupColumns(
  rows: readonly TextRow[],
  columns: readonly number[],
  classColumn: number,
): number[] {
  const kept = new Map<string, number>();
  const countOf = new Map<number, number>();
  for (const column of columns) {
    const values = rows.map(({ cells }) => cells[column]);
    const places = new Map([...new Set(values)].map((value, place) => [value, place]));
    countOf.set(column, places.size);
    if (column === classColumn || places.size < 2 || places.size === rows.length) continue;
    const grouping = values.map((value) => places.get(value)).join(' ');
    const other = kept.get(grouping);
    const isNumeric = (at: number) => rows.every(({ cells }) => /^[\d.]+$/.test(cells[at]));
    if (other === undefined || (isNumeric(other) && !isNumeric(column))) kept.set(grouping, column);
  }
  return [...kept.values()].sort((a, b) => (countOf.get(b) ?? 0) - (countOf.get(a) ?? 0));
}

/** Root, groups and classes; `groupings` are columns, the finest first. */
function assemble(
  file: string,
  { body, classColumn, nameOf, unit }: ClassRows,
  groupings: readonly number[],
): RawTree {
  const nodes: RawNode[] = [{ id: 'all', label: null }];
  const parents = [-1];
  const add = (id: string, parent: number) =>
    parents.push(parent) && nodes.push({ id, label: null }) - 1;
  const coarsestFirst = groupings.toReversed();
  const known = coarsestFirst.map(() => new Map<string, number>());
  for (const { line, cells } of body) {
    let parent = 0;
    coarsestFirst.forEach((column, depth) => {
      const name = cells[column];
      if (name === '') return;
      const position = known[depth].get(name) ?? add(name, parent);
      known[depth].set(name, position);
      if (parents[position] !== parent) {
        const [one, two] = [nodes[parents[position]].id, nodes[parent].id].map(quoted);
        throw treeError(
          file,
          `${unit} ${line}`,
          `group ${quoted(name)} of ${nameOf(column)} lies in ${one} and in ${two} of ${nameOf(coarsestFirst[depth - 1])}`,
          'give each group one coarser group, or remove a column',
          allowed,
        );
      }
      parent = position;
    });
    add(cells[classColumn], parent);
  }
  checkNodeCount(file, nodes.length);
  return { file, nodes, parents };
}
