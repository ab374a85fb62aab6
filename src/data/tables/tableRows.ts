/**
 * Rows of a table as text: cells between commas, tabs or semicolons, quoted as RFC 4180 has it, or
 * numbers between blanks, of which several count as one; rows between line ends of either kind. Nothing is copied: a row is the places of its cells.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import { exactBytes, quoted } from '../limits.ts';

/** Where a table is: a file, or an entry of an archive. */
export interface TablePlace {
  readonly file: string;
  readonly entry: string | null;
}

/** More columns than any image needs. */
const maxColumns = 2 ** 20;
/** Longer cells are no numbers and no names; a cell of many numbers may hold an image. */
const longestCell = 65_536;
const longestImage = 2 ** 24;
/** Numbers between blanks are fewer in no table. */
const fewestNumbers = 4;
/** So much of a line tells its separator. */
const longestStart = 2 ** 20;
const [tab, lineFeed, carriageReturn, blank, quote, comma, semicolon] = [9, 10, 13, 32, 34, 44, 59];
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** The separator that the first line has most of, outside of quotes; a comma where it has none. */
export function separatorOf(bytes: Uint8Array): number {
  const end = bytes.indexOf(lineFeed);
  const counts = new Map([comma, tab, semicolon].map((byte) => [byte, 0]));
  let isQuoted = false;
  for (const byte of bytes.subarray(0, Math.min(end === -1 ? bytes.length : end, longestStart))) {
    if (byte === quote) isQuoted = !isQuoted;
    const count = counts.get(byte);
    if (count !== undefined && !isQuoted) counts.set(byte, count + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/**
 * The separator of a table of numbers, which may be blanks: of the first two lines, which have as many
 * numbers, all but a label first or last.
 */
export function separatorOfNumbers(bytes: Uint8Array): number {
  const separator = separatorOf(bytes);
  const start = new TextDecoder().decode(bytes.subarray(0, longestStart));
  const lines = start.split('\n', 2).map((line) => line.trim());
  if (lines.length < 2 || separator !== comma || lines[0].includes(',')) return separator;
  const [first, second] = lines.map((line) => line.split(/ +/));
  const areNumbers = (cells: readonly string[]) =>
    cells.slice(1, -1).every(isNumber) && (isNumber(cells[0]) || isNumber(cells[cells.length - 1]));
  const isEven = first.length === second.length && first.length >= fewestNumbers;
  return isEven && areNumbers(first) && areNumbers(second) ? blank : separator;
}

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

export class TableRows {
  /** Number of the row's first line, from 1; 0 before the first row. */
  line = 0;
  /** Cells of the row. */
  count = 0;
  private starts = new Uint32Array(1024);
  private ends = new Uint32Array(1024);
  private isQuoted = new Uint8Array(1024);
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private nextLine = 1;
  private passed = 0;
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly place: TablePlace,
    private readonly separator: number,
    /** Which rows there are, the header among them; null for all. */
    private readonly picked: Uint8Array | null = null,
  ) {
    if (byteOrderMark.every((byte, index) => bytes[index] === byte)) this.at = 3;
  }

  /**
   * Goes to the next row; false at the end, before which empty lines may stand.
   * @throws DataError for quotes that are not as they must be, lone carriage returns, and rows of
   * too many cells.
   */
  next(): boolean {
    do {
      if (!this.nextOfAll()) return false;
    } while (this.picked !== null && this.picked[this.passed - 1] === 0);
    return true;
  }

  private nextOfAll(): boolean {
    if (this.atEnd()) return false;
    this.passed++;
    this.line = this.nextLine;
    this.count = 0;
    this.skipBlanks();
    for (;;) {
      if (this.count === maxColumns) {
        throw this.error(this.count, `more than ${formatCount(maxColumns)} columns`);
      }
      if (this.count === this.starts.length) this.grow();
      if (this.bytes[this.at] === quote) this.readQuoted();
      else this.readPlain();
      this.checkLength();
      this.count++;
      this.skipBlanks();
      const byte = this.bytes[this.at++];
      if (byte === this.separator) continue;
      if (this.separator === blank && byte !== lineFeed && byte !== carriageReturn) {
        this.at--;
        if (this.at < this.bytes.length) continue;
      }
      if (byte === carriageReturn && this.bytes[this.at++] !== lineFeed) {
        throw this.error(this.count - 1, 'a carriage return without a line feed');
      }
      this.nextLine++;
      return true;
    }
  }

  /** The cell's text, without quotes around it. @throws DataError where it is not UTF-8. */
  text(column: number): string {
    const cell = this.cell(column);
    if (cell.length > longestCell) throw this.tooLong(column);
    try {
      const text = this.decoder.decode(cell);
      return this.isQuoted[column] ? text.replaceAll('""', '"') : text;
    } catch {
      throw this.error(column, 'text that is not UTF-8');
    }
  }

  /** The cell's number, which may have spaces around it; NaN for anything else. */
  number(column: number): number {
    const { bytes } = this;
    const end = this.ends[column];
    let at = this.starts[column];
    if (at === end || end - at > 9) return this.otherNumber(column);
    let value = 0;
    for (; at < end; at++) {
      const digit = bytes[at] - 48;
      if (digit < 0 || digit > 9) return this.otherNumber(column);
      value = value * 10 + digit;
    }
    return value;
  }

  /** The bytes of a cell, without quotes around it. */
  cell(column: number): Uint8Array {
    return this.bytes.subarray(this.starts[column], this.ends[column]);
  }

  /** Line and column, from 1, for messages. */
  placeOf(column: number | null): string {
    return `line ${this.line}${column === null ? '' : `, column ${column + 1}`}`;
  }

  /** A cell of this row that is refused. */
  error(
    column: number | null,
    found: string,
    allowed = 'tables of numbers as RFC 4180 describes them, in UTF-8',
    remedy = 'correct the cell, or write the table again',
  ): DataError {
    return tableError(this.place, this.placeOf(column), found, allowed, remedy);
  }

  /** What a cell holds, for messages. */
  quotedText(column: number): string {
    const cell = this.bytes.subarray(this.starts[column], this.ends[column]).subarray(0, 200);
    return cell.length === 0 ? 'nothing' : quoted(new TextDecoder().decode(cell));
  }

  private otherNumber(column: number): number {
    const [start, end] = [this.starts[column], this.ends[column]];
    if (end - start > 40) return Number.NaN;
    const text = String.fromCharCode(...this.bytes.subarray(start, end)).trim();
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number.NaN;
    const value = Number(text);
    return Number.isFinite(value) ? value : Number.NaN;
  }

  private atEnd(): boolean {
    const { bytes } = this;
    let at = this.at;
    const isGap = (byte: number) =>
      byte === lineFeed || byte === carriageReturn || (byte === blank && this.separator === blank);
    while (at < bytes.length && isGap(bytes[at])) at++;
    return at >= bytes.length;
  }

  /** Goes over blanks where these part cells. */
  private skipBlanks(): void {
    if (this.separator !== blank) return;
    while (this.bytes[this.at] === blank) this.at++;
  }

  private checkLength(): void {
    const length = this.ends[this.count] - this.starts[this.count];
    if (length <= longestCell) return;
    const start = String.fromCharCode(...this.cell(this.count).subarray(0, 40));
    const isImage = /^[\s[("]*-?[\d.]+[\s,;]+-?[\d.]/.test(start);
    if (!isImage || length > longestImage) throw this.tooLong(this.count);
  }

  private tooLong(column: number): DataError {
    return this.error(column, `a cell of ${exactBytes(this.ends[column] - this.starts[column])}`);
  }

  private readPlain(): void {
    const { bytes, separator } = this;
    let { at } = this;
    this.starts[this.count] = at;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === separator || byte === lineFeed || byte === carriageReturn) break;
      if (byte === quote) throw this.error(this.count, 'a quotation mark inside a cell without');
    }
    this.ends[this.count] = at;
    this.isQuoted[this.count] = 0;
    this.at = at;
  }

  private readQuoted(): void {
    const { bytes } = this;
    let at = this.at + 1;
    this.starts[this.count] = at;
    for (; ; at++) {
      if (at >= bytes.length) throw this.error(this.count, 'a quotation mark that is not closed');
      if (bytes[at] === lineFeed) this.nextLine++;
      if (bytes[at] !== quote) continue;
      if (bytes[at + 1] !== quote) break;
      at++;
    }
    this.ends[this.count] = at;
    this.isQuoted[this.count] = 1;
    this.at = at + 1;
    const after = bytes[this.at];
    if (this.at === bytes.length || after === this.separator) return;
    if (after === lineFeed || after === carriageReturn) return;
    throw this.error(this.count, 'text after the closing quotation mark');
  }

  private grow(): void {
    const [starts, ends, isQuoted] = [this.starts, this.ends, this.isQuoted];
    this.starts = new Uint32Array(2 * starts.length);
    this.ends = new Uint32Array(2 * ends.length);
    this.isQuoted = new Uint8Array(2 * isQuoted.length);
    this.starts.set(starts);
    this.ends.set(ends);
    this.isQuoted.set(isQuoted);
  }
}

/** A table that is refused, at a line or as a whole. */
export function tableError(
  { file, entry }: TablePlace,
  where: string | null,
  found: string,
  allowed: string,
  remedy: string,
): DataError {
  const parts = [entry === null ? [] : `entry ${quoted(entry)}`, where ?? []].flat();
  const place = parts.length === 0 ? null : parts.join(', ');
  return new DataError({ file, place, found, allowed, remedy });
}
