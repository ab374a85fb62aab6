/** Labels that lie beside images in a text, a line each, or in a column of a table. */
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import { labelColumns, rowNumberColumns } from './tableLabels.ts';
import { separatorOf, TableRows } from './tableRows.ts';

/** A label for each of some images, in their order. */
export interface LabelList {
  /** What it is called where several are to choose from: the file, and its column if it has many. */
  readonly name: string;
  readonly path: string;
  readonly lines: readonly string[];
}

/** A table of more columns holds more than labels. */
const mostColumns = 64;

/** Whether a file may hold such lists, by its name. */
export const isListName = (path: string): boolean => /\.(txt|csv|tsv)$/i.test(path);

/** The lists that a file holds; none where it is something else. */
export function readLabelLists(path: string, bytes: Uint8Array): LabelList[] {
  if (/\.txt$/i.test(path)) {
    const lines = linesIn(bytes);
    return lines === null ? [] : [{ name: path, path, lines }];
  }
  try {
    return listsOfTable(path, bytes);
  } catch (error) {
    // A table that cannot be read is no list; it is told that it was skipped.
    if (error instanceof DataError) return [];
    throw error;
  }
}

/** The lines of a text without empty ones; null where it has some, or is no UTF-8. */
function linesIn(bytes: Uint8Array): string[] | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
    return lines.some((line) => line.trim() === '') ? null : lines;
  } catch {
    return null;
  }
}

/** A list for each column of labels: those named so, the only one, or the one after row numbers. */
function listsOfTable(path: string, bytes: Uint8Array): LabelList[] {
  const rows = cellsOf(path, bytes);
  if (rows.length === 0) return [];
  const [first] = rows;
  const named = labelColumns(first);
  const columns = named.length > 0 ? named : unnamedColumns(rows);
  const values = named.length > 0 ? rows.slice(1) : rows;
  const lists = columns.map((column) => ({
    name: named.length > 1 ? `${path}, column ${quoted(first[column])}` : path,
    path,
    lines: values.map((row) => row[column]),
  }));
  return lists.filter(({ lines }) => lines.every((line) => line.trim() !== ''));
}

/** Rows of equally many cells; none where they differ or are too many. */
function cellsOf(path: string, bytes: Uint8Array): string[][] {
  const rows = new TableRows(bytes, { file: path, entry: null }, separatorOf(bytes));
  const cells: string[][] = [];
  while (rows.next()) {
    const isOdd = cells.length > 0 && rows.count !== cells[0].length;
    if (isOdd || rows.count > mostColumns) return [];
    cells.push(Array.from({ length: rows.count }, (_, column) => rows.text(column)));
  }
  return cells;
}

/** Where no column is named as labels are: the only one, or the other of two where one counts the rows. */
function unnamedColumns(rows: readonly (readonly string[])[]): number[] {
  const [first] = rows;
  if (first.length === 1) return [0];
  const counts = (column: number) =>
    rowNumberColumns([first[column]]).length === 0 &&
    rows.every((row, index) => Number(row[column]) === Number(first[column]) + index);
  const counting = [0, 1].filter((column) => first.length === 2 && counts(column));
  return counting.length === 1 ? [1 - counting[0]] : [];
}
