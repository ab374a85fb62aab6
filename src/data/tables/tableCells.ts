/** The cells of a table of names, of any of the forms that such tables come in. */
import { DataError } from '../dataError.ts';
import type { CellRow } from './cellRow.ts';
import { jsonTables, maxColumns } from './jsonTables.ts';
import { separatorOf, type TablePlace, TableRows } from './tableRows.ts';

/** What parts the cells of a row. */
const [tab, comma, semicolon, pipe] = [9, 44, 59, 124];
/** So many lines tell what parts their cells. */
const tellingLines = 20;

/**
 * The rows of a text, in each of the ways that its cells may be parted: a separator, or blanks, the
 * first or the last of which may be the one that parts a name from its label, or all of which part
 * numbers. Lines that begin with # before such rows say what they hold, and go. No way where the
 * text is no table.
 */
export function tableCells(text: string, path: string, place: TablePlace): readonly CellRow[][] {
  if (isJson(text, path)) return jsonTables(text);
  const lines = withoutStart(text.includes('\n') ? text : text.replaceAll('\r', '\n'));
  const first = lines
    .split('\n', tellingLines)
    .map((line) => line.replace(/^\uFEFF/, '').trimEnd())
    .filter((line) => line !== '');
  const separator = separatorIn(first);
  if (separator !== null) return separated(lines, place, separator);
  const told = first.filter((line) => !line.startsWith('#'));
  const isBlank = told.length > 0 && told.every((line) => /\S\s+\S/.test(line));
  return isBlank ? blankTables(lines, told) : separated(lines, place, null);
}

/** A text without a first line that says how its cells are parted, as Excel has it, or how many lines follow. */
const withoutStart = (text: string): string => withoutCount(text.replace(separatorLine, ''));

const separatorLine = /^\uFEFF?sep=.\r?(?=\n)/i;

/** A text whose first line says how many follow, as CelebA's lists do, without this line; others as they are. */
function withoutCount(text: string): string {
  const [start, count] = /^\uFEFF?\s*(\d+)[^\S\n]*\n/.exec(text) ?? [];
  if (start === undefined) return text;
  const rows = text.slice(start.length).trimEnd().split('\n').length;
  // A line of names may stand between.
  return rows === Number(count) || rows === Number(count) + 1 ? text.slice(start.length) : text;
}

/** The byte that parts the cells of all these lines; null where none does. */
function separatorIn(lines: readonly string[]): number | null {
  const candidates = [comma, tab, semicolon, pipe].map((byte) => {
    const counts = lines.map(
      (line) => withoutQuoted(line).split(String.fromCharCode(byte)).length - 1,
    );
    return { byte, least: Math.min(...counts), isEven: new Set(counts).size === 1 };
  });
  const fitting = candidates.filter(({ least }) => least > 0);
  const even = fitting.filter(({ isEven }) => isEven);
  const [best] = [...(even.length > 0 ? even : fitting)].sort((a, b) => b.least - a.least);
  return best?.byte ?? null;
}

const withoutQuoted = (line: string): string => line.replace(/"[^"]*"/g, '');

function separated(text: string, place: TablePlace, separator: number | null): CellRow[][] {
  const bytes = new TextEncoder().encode(text);
  const rows = new TableRows(bytes, place, separator ?? separatorOf(bytes));
  const found: CellRow[] = [];
  try {
    while (rows.next()) {
      if (rows.count > maxColumns) return [];
      const cells = Array.from({ length: rows.count }, (_, column) => rows.text(column).trim());
      found.push({ line: rows.line, cells });
    }
  } catch (error) {
    // A text that is no table tells nothing of images.
    if (error instanceof DataError) return [];
    throw error;
  }
  return [found];
}

/** Rows of which each line is parted at blanks, in the ways that the first lines allow. */
function blankTables(text: string, first: readonly string[]): CellRow[][] {
  const cells = first.map(allBlanks);
  const headed = headedRows(text, cells);
  if (headed !== null) return [headed];
  const isEven = cells.every(({ length }) => length > 2 && length === cells[0].length);
  if (isEven && cells.every(areNumbersAfterFirst)) {
    const names = commentedNames(text, cells[0].length);
    return [[...names, ...blankRows(text, allBlanks)]];
  }
  const ways = isEven ? [firstBlank, lastBlank, allBlanks] : [firstBlank, lastBlank];
  return ways.map((way) => blankRows(text, way));
}

const areNumbersAfterFirst = ([, ...others]: readonly string[]): boolean =>
  others.every((one) => /^-?\d+$/.test(one));

/** Rows of a name and numbers below a line of names, which may leave out that of the first column; null for others. */
function headedRows(text: string, [head, ...body]: readonly (readonly string[])[]) {
  const width = body[0]?.length ?? 0;
  const isEven = width > 1 && body.every(({ length }) => length === width);
  const isHead = width - head.length <= 1 && head.length <= width;
  if (!isEven || !isHead || !body.every(areNumbersAfterFirst)) return null;
  if (head.some((one) => !Number.isNaN(Number(one)))) return null;
  // With two columns, the first line may name an image with a label that is a word.
  if (width < 3 && head.length === width) return null;
  const [, ...rows] = blankRows(text, allBlanks);
  const names = head.length === width ? head : ['', ...head];
  return [{ line: 0, cells: names }, ...rows];
}

/** The names of columns in the comment that begins a text, in which `BREED ID` may be one; none where they do not fit. */
function commentedNames(text: string, width: number): CellRow[] {
  const [, comment] = /^\uFEFF?#[^\S\n]*(.*)/.exec(text) ?? [];
  const words = (comment ?? '').trim().split(/\s+/);
  const joined = words
    .join(' ')
    .replace(/ (?=ID( |$))/gi, '\u00A0')
    .split(' ');
  const names = [words, joined].find(({ length }) => length === width);
  return names === undefined
    ? []
    : [{ line: 0, cells: names.map((name) => name.replaceAll('\u00A0', ' ')) }];
}

/** A line in two, at the blanks that part its name from the rest. */
type Parting = (line: string) => readonly string[];

const allBlanks: Parting = (line) => line.trim().split(/\s+/);

const firstBlank: Parting = (line) => {
  const end = line.search(/\s/);
  return end === -1 ? [line] : [line.slice(0, end), line.slice(end).trim()];
};

/** Found from the end: a pattern would go over long runs of blanks again and again. */
const lastBlank: Parting = (line) => {
  let start = line.length;
  while (start > 0 && !/\s/.test(line[start - 1])) start--;
  return start === 0 ? [line] : [line.slice(0, start).trim(), line.slice(start)];
};

function blankRows(text: string, parted: Parting): CellRow[] {
  let isComment = true;
  return text.split('\n').flatMap((line, at): CellRow[] => {
    const trimmed = line.replace(/^\uFEFF/, '').trim();
    isComment &&= trimmed === '' || trimmed.startsWith('#');
    return isComment || trimmed === '' ? [] : [{ line: at + 1, cells: parted(trimmed) }];
  });
}

const isJson = (text: string, path: string): boolean =>
  /\.(jsonl|ndjson|json|manifest)$/i.test(path) && /^\s*[[{]/.test(text);
