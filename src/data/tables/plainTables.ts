/**
 * Tables as rows of numbers with one label: where all pixels of an image stand in one cell these
 * become cells of their own, a column for each class with a single one becomes one column of labels,
 * and rows that say their split are parted by it.
 */
import { type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import { type FoundColumns, labelBesidePixels } from './labelBesidePixels.ts';
import { type OneHotColumns, oneHotColumns } from './oneHotColumns.ts';
import { minPixels, rowsOfTable, type TableFile } from './tableColumns.ts';
import { headerOf } from './tableHeader.ts';
import { separatorOfNumbers, type TableRows } from './tableRows.ts';

/** Rows that are looked at. */
const sampleRows = 20;
const encoder = new TextEncoder();
const [lineFeed, comma] = [10, 44];
const roles = ['train', 'validation', 'test'] as const;

/**
 * The tables that a table comes to: itself where it is plain; one for each split where a column
 * names these; a question where columns of classes may be something else.
 * @throws DataError naming the cell that leaves values out, or names no split.
 */
export function plainTables(
  table: TableFile,
  choices: ReadingChoices,
  limits: DataLimits,
): { readonly tables: TableFile[]; readonly notes: string[] } | LabelQuestion {
  const separator = separatorOfNumbers(table.bytes);
  const found = foundIn(table, separator);
  const oneHot = oneHotColumns(table, separator, found.header, choices, limits);
  if (oneHot !== null && 'kind' in oneHot) return oneHot;
  if (found.pixels === null && found.split === null && oneHot === null) {
    return { tables: [table], notes: [] };
  }
  const beside =
    oneHot === null ? labelBesidePixels(table, separator, found, choices, limits) : null;
  if (beside !== null && 'kind' in beside) return beside;
  const dropped = new Set([...(oneHot?.columns ?? []), ...(beside?.dropped ?? [])]);
  const kept = { dropped, label: beside?.column ?? null };
  const { bytes, codes, labelColumn } = rewritten(table, separator, found, oneHot, kept);
  const notes = [...notesOn(found, oneHot), ...(beside?.notes ?? [])];
  const plain: TableFile = {
    ...table,
    bytes,
    ...((oneHot !== null || beside !== null) && { labelColumn }),
  };
  if (found.split === null) return { tables: [plain], notes };
  const tables = roles.flatMap((role, at): TableFile[] => {
    const picked = codes.map((code) => (code === at + 1 || code === allSplits ? 1 : 0));
    return codes.includes(at + 1) ? [{ ...plain, role, picked }] : [];
  });
  return { tables, notes };
}

/** The header belongs to every split. */
const allSplits = 255;

function foundIn(table: TableFile, separator: number): FoundColumns {
  const rows = rowsOfTable(table, separator);
  const none = { pixels: null, split: null, header: null };
  if (!rows.next()) return none;
  const columns = Array.from({ length: rows.count }, (_, column) => column);
  const first = columns.map((column) => holdsPixels(rows, column));
  const header = first.includes(true) ? null : headerOf(rows);
  if (header !== null && !rows.next()) return none;
  const arePixels = columns.map(() => true);
  const areSplits = columns.map(() => true);
  let count = 0;
  do {
    for (const column of columns) {
      const isThere = column < rows.count;
      arePixels[column] &&= isThere && holdsPixels(rows, column);
      areSplits[column] &&= isThere && splitIn(rows, column) !== null;
    }
    count++;
  } while (count < sampleRows && rows.next());
  const only = (are: readonly boolean[]) =>
    are.filter((one) => one).length === 1 ? are.indexOf(true) : null;
  return { pixels: only(arePixels), split: only(areSplits), header };
}

/** Whether a cell holds many numbers. */
function holdsPixels(rows: TableRows, column: number): boolean {
  const cell = rows.cell(column);
  if (cell.length < 2 * minPixels) return false;
  const start = new TextDecoder().decode(cell.subarray(0, 400));
  return /^[\s[("]*-?[\d.]+([\s,;[\]()]+-?[\d.]+){12}/.test(start);
}

function splitIn(rows: TableRows, column: number): SplitRole | null {
  const cell = rows.cell(column);
  return cell.length < 3 || cell.length > 40 ? null : splitRoleOf(rows.text(column));
}

/** The codes of a column's splits: PublicTest beside PrivateTest are images to validate on. */
function codeOf(text: string): number {
  if (/^public[ _-]?test$/i.test(text.trim())) return roles.indexOf('validation') + 1;
  const role = splitRoleOf(text);
  return role === null ? 0 : roles.indexOf(role) + 1;
}

function rewritten(
  table: TableFile,
  separator: number,
  { pixels, split, header }: FoundColumns,
  oneHot: OneHotColumns | null,
  { dropped, label }: { readonly dropped: ReadonlySet<number>; readonly label: number | null },
): { bytes: Uint8Array; codes: Uint8Array; labelColumn: number } {
  const rows = rowsOfTable(table, separator);
  const out = new Writer(table.bytes.length + 1024);
  const codes: number[] = [];
  let isHeader = header !== null;
  // How many pixels the first image has, which the header must name.
  const length = pixels === null ? 0 : pixelCount(rowsOfTable(table, separator), pixels, isHeader);
  let labelColumn = 0;
  while (rows.next()) {
    out.startRow();
    for (let column = 0; column < rows.count; column++) {
      if (column === split || dropped.has(column)) continue;
      if (column === label) labelColumn = out.count;
      if (column !== pixels) out.cell(quotedCell(rows, column));
      else if (isHeader) for (let at = 0; at < length; at++) out.cell(encoder.encode(`pixel${at}`));
      else writePixels(rows, column, out);
    }
    if (oneHot !== null) {
      labelColumn = out.count;
      out.cell(encoder.encode(isHeader ? 'label' : cellOf(oneHot.nameIn(rows))));
    }
    out.endRow();
    if (split !== null) codes.push(isHeader ? allSplits : codeIn(rows, split));
    isHeader = false;
  }
  return { bytes: out.bytes(), codes: Uint8Array.from(codes), labelColumn };
}

function codeIn(rows: TableRows, column: number): number {
  const code = column < rows.count ? codeOf(rows.text(column)) : 0;
  if (code !== 0) return code;
  throw rows.error(
    column,
    `${rows.quotedText(column)} where a split must stand`,
    'training, validation or test',
  );
}

function pixelCount(rows: TableRows, column: number, hasHeader: boolean): number {
  rows.next();
  if (hasHeader) rows.next();
  const out = new Writer(rows.cell(column).length);
  out.startRow();
  writePixels(rows, column, out);
  return out.count;
}

const isNumberByte = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) ||
  byte === 43 ||
  byte === 45 ||
  byte === 46 ||
  byte === 69 ||
  byte === 101;

/** Numbers between anything else, as brackets, blanks, commas and line ends. */
function writePixels(rows: TableRows, column: number, out: Writer): void {
  const cell = rows.cell(column);
  for (let at = 0; at < cell.length; at++) {
    if (!isNumberByte(cell[at])) continue;
    const start = at;
    while (at < cell.length && isNumberByte(cell[at])) at++;
    const number = cell.subarray(start, at);
    if (number.length > 1 && number.every((byte) => byte === 46)) {
      throw rows.error(
        column,
        'dots where pixels were left out',
        'all pixels of each image',
        'save the pixels in full, as numpy.set_printoptions(threshold=sys.maxsize) does',
      );
    }
    out.cell(number);
  }
}

const quotedCell = (rows: TableRows, column: number): Uint8Array => {
  const cell = rows.cell(column);
  const isPlain = !cell.some((byte) => byte === comma || byte === lineFeed || byte === 34);
  return isPlain ? cell : encoder.encode(cellOf(rows.text(column)));
};

const cellOf = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function notesOn({ pixels, split, header }: FoundColumns, oneHot: OneHotColumns | null): string[] {
  const called = (column: number) =>
    header === null ? `column ${column + 1}` : `column ${quoted(header[column])}`;
  return [
    ...(pixels === null ? [] : [`The pixels of an image stand in one cell, ${called(pixels)}.`]),
    ...(split === null
      ? []
      : [`Rows were parted by ${called(split)} into the splits that it names.`]),
    ...(oneHot === null ? [] : [`Labels were read from ${oneHot.title}, one a class.`]),
  ];
}

/** Rows of cells between commas, in memory that grows. */
class Writer {
  count = 0;
  private at = 0;
  private held: Uint8Array;

  constructor(size: number) {
    this.held = new Uint8Array(size);
  }

  startRow(): void {
    this.count = 0;
  }

  cell(bytes: Uint8Array): void {
    if (this.at + bytes.length + 2 > this.held.length) {
      const larger = new Uint8Array(2 * this.held.length + bytes.length + 2);
      larger.set(this.held.subarray(0, this.at));
      this.held = larger;
    }
    if (this.count++ > 0) this.held[this.at++] = comma;
    this.held.set(bytes, this.at);
    this.at += bytes.length;
  }

  endRow(): void {
    this.held[this.at++] = lineFeed;
  }

  bytes(): Uint8Array {
    return this.held.subarray(0, this.at);
  }
}
