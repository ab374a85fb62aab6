/** Labels that lie beside images in a text, a line each, or in a column of a table. */
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import { labelColumns, rowNumberColumns } from './tableLabels.ts';
import { separatorOf, TableRows } from './tableRows.ts';

/** A text or a table that may hold labels. */
export interface LabelFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A label for each of some images, in their order. */
export interface LabelList {
  /** What it is called where several are to choose from: the file, and its column if it has several. */
  readonly name: string;
  /** The column's own name; null where the file has one list. */
  readonly column: string | null;
  readonly path: string;
  readonly lines: readonly string[];
}

/** A table of more columns holds more than labels. */
const maxColumns = 64;
/** A carriage return before the end of a line is no part of it. */
const lineEnd = /\r?\n/;
const lineFeed = 10;

/** Whether a file may hold such lists, by its name. */
export const isListName = (path: string): boolean => /\.(txt|csv|tsv)$/i.test(path);

/** The lists of so many labels that a file holds; none where it is something else. */
export function readLabelLists({ path, bytes }: LabelFile, count: number): LabelList[] {
  const lists = /\.txt$/i.test(path) ? listOfText(path, bytes, count) : listsOf(path, bytes, count);
  return lists.filter(({ lines }) => lines.every((line) => line !== ''));
}

function listOfText(path: string, bytes: Uint8Array, count: number): LabelList[] {
  if (lineCount(bytes) !== count) return [];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const lines = text.replace(/\r?\n$/, '').split(lineEnd);
    const [first, ...others] = lines.map((line) => line.trim());
    if (isHeading(first, others)) return [];
    return [{ name: path, column: null, path, lines: [first, ...others] }];
  } catch {
    // No UTF-8: no list either.
    return [];
  }
}

/** Lines of a text, the last of which may have an end. */
function lineCount(bytes: Uint8Array): number {
  let ends = 0;
  for (const byte of bytes) if (byte === lineFeed) ends++;
  return bytes.at(-1) === lineFeed ? ends : ends + 1;
}

function listsOf(path: string, bytes: Uint8Array, count: number): LabelList[] {
  try {
    return listsOfTable(path, bytes, count);
  } catch (error) {
    // A table that cannot be read is no list; it is told that it was skipped.
    if (error instanceof DataError) return [];
    throw error;
  }
}

/** A list for each column of labels: those named so, the only one, or the one after row numbers. */
function listsOfTable(path: string, bytes: Uint8Array, count: number): LabelList[] {
  const table = learn(path, bytes, count);
  if (table === null) return [];
  const named = table.header === null ? [] : labelColumns(table.header);
  const columns = named.length > 0 ? named : table.plain;
  const cells = columns.map((): string[] => []);
  const rows = rowsOf(path, bytes);
  if (table.header !== null) rows.next();
  while (rows.next()) {
    columns.forEach((column, index) => {
      cells[index].push(rows.text(column).trim());
    });
  }
  const { header } = table;
  const isOff = columns.some((column, index) => {
    const [first, ...others] = cells[index];
    if (header === null) return isHeading(first, others);
    return named.length === 0 && !canHead(header[column], cells[index]);
  });
  if (isOff) return [];
  return columns.map((column, index) => {
    const own = columnName(header, column);
    const isOne = columns.length === 1;
    const name = isOne ? path : `${path}, ${own === null ? `column ${column + 1}` : quoted(own)}`;
    return { name, column: isOne ? null : own, path, lines: cells[index] };
  });
}

/** Whether a first label is the name of a column: called so, and nowhere below. */
function isHeading(first: string, others: readonly string[]): boolean {
  return labelColumns([first]).length > 0 && !others.includes(first);
}

/** Whether a cell may be the name of a column of labels, and is not just one label too many. */
function canHead(name: string, labels: readonly string[]): boolean {
  const isNumber = (text: string) => text.trim() !== '' && !Number.isNaN(Number(text));
  return !labels.includes(name.trim()) && !(isNumber(name) && labels.every(isNumber));
}

const rowsOf = (path: string, bytes: Uint8Array) =>
  new TableRows(bytes, { file: path, entry: null }, separatorOf(bytes));

interface Learnt {
  /** Names of the columns, where there is a row more than labels. */
  readonly header: readonly string[] | null;
  /** The column of labels where none is named so; none where that is not plain. */
  readonly plain: readonly number[];
}

/** What a table of so many rows, and perhaps a header, is; null for others. Nothing of it is kept. */
function learn(path: string, bytes: Uint8Array, count: number): Learnt | null {
  const rows = rowsOf(path, bytes);
  if (!rows.next() || rows.count > maxColumns) return null;
  const columns = rows.count;
  const first = Array.from({ length: columns }, (_, column) => rows.text(column));
  // Whether the first columns' numbers grow by one, from the first row to the second and after it.
  const outer = columns > 1 ? [0, 1] : [0];
  let before = outer.map((column) => rows.number(column));
  const fromFirst = outer.map(() => true);
  const fromSecond = outer.map(() => true);
  let total = 1;
  for (; rows.next(); total++) {
    if (rows.count !== columns || total > count) return null;
    const numbers = outer.map((column) => rows.number(column));
    for (const column of outer) {
      if (numbers[column] === before[column] + 1) continue;
      (total === 1 ? fromFirst : fromSecond)[column] = false;
    }
    before = numbers;
  }
  if (total !== count && total !== count + 1) return null;
  const header = total === count ? null : first;
  const isCounting = (column: number) =>
    fromSecond[column] && fromFirst[column] === (header === null);
  const isNamed = (column: number) =>
    header !== null && rowNumberColumns([header[column]]).length > 0;
  if (columns === 1) return { header, plain: [0] };
  const counting = outer.filter(
    (column) => columns === 2 && (isCounting(column) || isNamed(column)),
  );
  return { header, plain: counting.length === 1 ? [1 - counting[0]] : [] };
}

/** The column's name; null where it has none of its own. */
function columnName(header: readonly string[] | null, column: number): string | null {
  const name = header?.[column];
  return header?.filter((other) => other === name).length === 1 ? (name ?? null) : null;
}
