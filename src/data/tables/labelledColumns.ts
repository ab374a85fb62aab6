/**
 * Columns of a table of names that may tell labels, and which of several is meant: of columns that say the
 * same the one in words, and of others the only one that is called after labels.
 */
import type { CellRow } from './cellRow.ts';

/** Whether a column tells rows apart in groups: some values again, at least two, and no measurements. */
export function looksLikeLabels(rows: readonly CellRow[], column: number): boolean {
  const cells = rows.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '');
  const distinct = new Set(cells);
  if (distinct.size < 2 || distinct.size === cells.length) return false;
  return [...distinct].every((cell) => !isFraction(cell));
}

/** Whether a column has no measurements. */
export const isWhole = (rows: readonly CellRow[], column: number): boolean =>
  rows.every(({ cells }) => !isFraction(cells[column] ?? ''));

const isFraction = (cell: string): boolean =>
  cell !== '' && !Number.isInteger(Number(cell)) && !Number.isNaN(Number(cell));

/** Whether cells are whole numbers of which none is there twice: they count or measure, and tell no classes. */
export const areAllNumbersOnce = (cells: readonly string[]): boolean =>
  cells.length > 2 &&
  cells.every((cell) => /^-?\d+$/.test(cell)) &&
  new Set(cells).size === cells.length;

/** Called after labels by its last word: `Finding Labels`, `class_name`, `ClassId`. */
const calledLabels =
  /(^|[\s_-])(labels?|class(es)?|category|categories)([\s_-]?(id|names?))?$|[a-z](Labels?|Class|Category)(I[dD]|Name)?$|^Class(I[dD]|Name)$/;

/** The only one of several columns that is called after labels; null where none is, or several are. */
export function onlyCalledLabels(
  header: readonly string[],
  columns: readonly number[],
): number | null {
  const called = columns.filter((column) => isCalledLabels(header[column] ?? ''));
  return columns.length > 1 && called.length === 1 ? called[0] : null;
}

const isCalledLabels = (name: string): boolean =>
  calledLabels.test(name.trim()) || calledLabels.test(name.trim().toLowerCase());

/** Whether one of other columns puts the groups that a column tells together in fewer ones: dogs and cats of their breeds. */
export const isFinerThan = (
  rows: readonly CellRow[],
  column: number,
  others: readonly number[],
): boolean => others.some((other) => other !== column && rows.every(tellsOneOf(column, other)));

/** A test of rows one after another: whether each value of a column stands beside one value of the other. */
function tellsOneOf(column: number, other: number): (row: CellRow) => boolean {
  const known = new Map<string, string>();
  return ({ cells }) => {
    const [value, beside] = [cells[column] ?? '', cells[other] ?? ''];
    if (!known.has(value)) known.set(value, beside);
    return known.get(value) === beside;
  };
}

/** Rows whose labels are as people write them where all are whole numbers with fractions of nothing: 2 for 2.000000. */
export function withPlainNumbers(
  rows: readonly CellRow[],
  columns: readonly number[],
): readonly CellRow[] {
  const padded = columns.filter((column) =>
    rows.every(({ cells }) => /^(-?\d+\.0+)?$/.test(cells[column] ?? '')),
  );
  if (padded.length === 0) return rows;
  return rows.map(({ line, cells }) => ({
    line,
    cells: cells.map((cell, at) => (padded.includes(at) ? cell.replace(/\.0+$/, '') : cell)),
  }));
}

/** Columns, of which those that tell rows apart alike are one: the first in words, else the first. */
export function oneOfAlike(rows: readonly CellRow[], columns: readonly number[]): number[] {
  const kept: number[] = [];
  for (const column of columns) {
    const at = kept.findIndex((other) => areAlike(rows, column, other));
    if (at === -1) kept.push(column);
    else if (areNumbers(rows, kept[at]) && !areNumbers(rows, column)) kept[at] = column;
  }
  return kept;
}

/** Columns of numbers that are called labels, each as the column in words beside it that says the same. */
export function inWords(
  rows: readonly CellRow[],
  called: readonly number[],
  free: readonly number[],
): number[] {
  const meant = called.map((column) => {
    if (!areNumbers(rows, column) || !looksLikeLabels(rows, column)) return column;
    const words = free.find((other) => !areNumbers(rows, other) && areAlike(rows, column, other));
    return words ?? column;
  });
  return oneOfAlike(rows, [...new Set(meant)]);
}

const areNumbers = (rows: readonly CellRow[], column: number): boolean =>
  rows.every(({ cells }) => !Number.isNaN(Number(cells[column] ?? '')));

/** Whether each value of one column stands beside one value of the other, and the other way round. */
function areAlike(rows: readonly CellRow[], one: number, other: number): boolean {
  const [forth, back] = [new Map<string, string>(), new Map<string, string>()];
  return rows.every(({ cells }) => {
    const [ours, theirs] = [cells[one] ?? '', cells[other] ?? ''];
    if (!forth.has(ours)) forth.set(ours, theirs);
    if (!back.has(theirs)) back.set(theirs, ours);
    return (
      forth.get(ours) === theirs && back.get(theirs) === ours && (ours === '') === (theirs === '')
    );
  });
}
