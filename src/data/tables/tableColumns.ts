/**
 * What a first reading learns of a table: its columns, how many rows it has, which columns may be
 * the labels, and in which range the numbers of the others lie.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { allowedPixelValues, emptyRange } from '../arrays/pixelScale.ts';
import type { SplitRole } from '../layout/splitRole.ts';
import { type DataLimits, quoted } from '../limits.ts';
import { columnOfTexts, columnsBelow, headerOf } from './tableHeader.ts';
import { ColumnValues, labelColumns, rowNumberColumns } from './tableLabels.ts';
import { separatorOfNumbers, type TablePlace, TableRows, tableError } from './tableRows.ts';

/** A table's bytes, no longer compressed. */
export interface TableFile extends TablePlace {
  readonly bytes: Uint8Array;
  /** The rows that belong to it, where others of the file do not; the header is one of them. */
  readonly picked?: Uint8Array;
  /** The split of its rows, where the file says it row by row. */
  readonly role?: SplitRole;
  /** The column of labels, where its content tells it. */
  readonly labelColumn?: number;
}

/** The rows of a table, from the first one on. */
export const rowsOfTable = (
  table: TableFile,
  separator = separatorOfNumbers(table.bytes),
): TableRows => new TableRows(table.bytes, table, separator, table.picked);

export interface Table extends TableFile {
  readonly separator: number;
  readonly columns: number;
  /** Names of the columns; null where the first row is an image. */
  readonly header: readonly string[] | null;
  readonly rows: number;
  /** The columns that may hold the labels; a chosen one first. */
  readonly candidates: readonly ColumnValues[];
  /** The columns that are neither values nor the labels, as those that number the rows. */
  readonly skipped: readonly number[];
  /** Minimum and maximum of all other columns, the candidates' among them by their own. */
  readonly ranges: readonly Range[];
}

export interface Range {
  /** The candidate column that it is the range of; null for the columns that are surely pixels. */
  readonly column: number | null;
  min: number;
  max: number;
  whole: boolean;
  /** How many values have fractions. */
  fractions: number;
  /** Where the minimum and the maximum are. */
  minAt: string;
  maxAt: string;
}

/** Fewer values than these are measurements, hardly an image. */
export const minPixels = 25;
export const allowedTables =
  'a row an image, with a column for each pixel and one for the label (first, last, or named “label”)';

/** What to do where a column was chosen that is not there. */
export const otherColumn = 'choose one of its columns';

/** `“label”, “pixel0” and so on`. */
export function listedColumns(names: readonly string[]): string {
  const listed = names.slice(0, 5).map(quoted).join(', ');
  return names.length > 5 ? `${listed} and so on` : listed;
}

/** How a column is called: by its header, else by its number. */
export const columnName = ({ header }: Pick<Table, 'header'>, column: number): string =>
  header?.[column] ?? `column ${column + 1}`;

/** @throws DataError for a table in UTF-16. */
export function checkEncoding(source: TableFile): void {
  const [first, second] = source.bytes;
  if (!((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))) return;
  throw tableError(source, 'byte 0', 'text in UTF-16', 'text in UTF-8', 'save it as UTF-8');
}

/**
 * Reads a table to its end. `label` is the name of the column of labels where that is known.
 * @throws DataError naming line and column where a row has other cells than the first or a cell
 * beside the labels is no number.
 */
export function learnTable(source: TableFile, label: string | null, limits: DataLimits): Table {
  const { bytes } = source;
  const separator = separatorOfNumbers(bytes);
  const rows = rowsOfTable(source, separator);
  if (!rows.next()) throw noRows(source);
  const width = rows.count;
  const named = headerOf(rows);
  const columns = named === null ? width : columnsBelow(rowsOfTable(source, separator), named);
  const header = named === null ? null : named.slice(0, columns);
  const skipped =
    header === null ? [] : rowNumberColumns(header).filter((column) => header[column] !== label);
  const { labelColumn } = source;
  const columnsOfLabels =
    labelColumn === undefined
      ? candidateColumns(source, rows, header, skipped, label)
      : [labelColumn];
  const candidates = columnsOfLabels.map((column) => new ColumnValues(column, limits.classes));
  const ranges: Range[] = [null, ...candidates.map(({ column }) => column)].map((column) => ({
    ...emptyRange,
    fractions: 0,
    minAt: '',
    maxAt: '',
    column,
  }));
  const rangeIndex = rangeOfColumns(columns, candidates, skipped);
  let count = 0;
  if (header !== null && !rows.next()) throw noRows(source);
  do {
    checkCount(rows, columns);
    learnRow(rows, candidates, rangeIndex, ranges);
    count++;
  } while (rows.next());
  return { ...source, separator, columns, header, rows: count, candidates, skipped, ranges };
}

/** The column that is chosen and those that are named as labels are; else an inner one that is the only one of texts; else the outer ones. */
function candidateColumns(
  source: TableFile,
  rows: TableRows,
  header: readonly string[] | null,
  skipped: readonly number[],
  label: string | null,
): number[] {
  const all = Array.from({ length: header?.length ?? rows.count }, (_, column) => column);
  const chosen = all.filter((column) => columnName({ header }, column) === label).slice(0, 1);
  if (label !== null && chosen.length === 0) {
    const names = all.map((column) => columnName({ header }, column));
    throw rows.error(null, `no column ${quoted(label)}`, listedColumns(names), otherColumn);
  }
  const named = header === null ? [] : labelColumns(header);
  if (new Set(named.map((column) => header![column])).size < named.length) {
    const found = `two columns ${quoted(header![named[0]])}`;
    throw rows.error(named[1], found, 'names of their own for columns', 'rename or leave out one');
  }
  if (named.length > 0 || chosen.length > 0) return [...new Set([...chosen, ...named])];
  const worded = columnOfTexts(rowsOfTable(source), header);
  const outer = [0, (header?.length ?? rows.count) - 1].filter(
    (column) => !skipped.includes(column),
  );
  return worded !== null && !outer.includes(worded) ? [worded] : [...new Set(outer)];
}

function checkCount(rows: TableRows, columns: number): void {
  if (rows.count === columns) return;
  const found = `${formatCount(rows.count)} columns, where the first line has ${formatCount(columns)}`;
  throw rows.error(null, found, 'lines of equally many columns');
}

/** For each column the range that it adds to: 0, or 1 and up for candidates; -1 for none. */
function rangeOfColumns(
  columns: number,
  candidates: readonly ColumnValues[],
  skipped: readonly number[],
): Int32Array {
  const indices = new Int32Array(columns);
  candidates.forEach(({ column }, index) => {
    indices[column] = index + 1;
  });
  for (const column of skipped) indices[column] = -1;
  return indices;
}

function learnRow(
  rows: TableRows,
  candidates: readonly ColumnValues[],
  rangeIndex: Int32Array,
  ranges: readonly Range[],
): void {
  for (let column = 0; column < rows.count; column++) {
    const index = rangeIndex[column];
    if (index === -1) continue;
    const value = rows.number(column);
    if (index > 0) candidates[index - 1].add(rows.text(column), value);
    else if (Number.isNaN(value)) throw notNumber(rows, column);
    const range = ranges[index];
    if (value < range.min) {
      range.min = value;
      range.minAt = rows.placeOf(column);
    }
    if (value > range.max) {
      range.max = value;
      range.maxAt = rows.placeOf(column);
    }
    if (value !== Math.floor(value)) {
      range.whole = false;
      range.fractions++;
    }
  }
}

/** A cell that holds no number; in tables of few columns none was meant for a pixel. */
export function notNumber(rows: TableRows, column: number) {
  const [what, allowed] =
    rows.count > minPixels ? ['pixel', allowedPixelValues] : ['number', 'numbers, none missing'];
  return rows.error(column, `${rows.quotedText(column)} where a ${what} must stand`, allowed);
}

function noRows(place: TablePlace) {
  return tableError(
    place,
    null,
    'there are no rows of values',
    allowedTables,
    'choose another file',
  );
}
