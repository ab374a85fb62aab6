/** The cells of a table of names, of any of the forms that such tables come in. */
import { DataError } from '../dataError.ts';
import { separatorOf, type TablePlace, TableRows } from './tableRows.ts';

/** A row's cells, without blanks around them, and the line that it begins in, from 1. */
export interface CellRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What parts the cells of a row. */
const [tab, comma, semicolon, pipe] = [9, 44, 59, 124];
/** So many lines tell what parts their cells. */
const tellingLines = 20;
/** Tables of names have fewer columns, one-hot ones too. */
const maxColumns = 20_000;
/** Cells of objects that share few fields would fill the memory. */
const maxCells = 2 ** 24;

/**
 * The rows of a text, in each of the ways that its cells may be parted: a separator, or blanks, the
 * first or the last of which may be the one that parts a name from its label. JSON lines have a row
 * of their fields' names first. No way where the text is no table.
 */
export function tableCells(text: string, path: string, place: TablePlace): readonly CellRow[][] {
  if (isJsonLines(text, path)) return jsonRows(text);
  const lines = text.includes('\n') ? text : text.replaceAll('\r', '\n');
  const first = lines
    .split('\n', tellingLines)
    .map((line) => line.replace(/^\uFEFF/, '').trimEnd())
    .filter((line) => line !== '');
  const separator = separatorIn(first);
  if (separator !== null) return separated(lines, place, separator);
  const isBlank = first.length > 0 && first.every((line) => /\S\s+\S/.test(line));
  if (isBlank) return [blankRows(lines, firstBlank), blankRows(lines, lastBlank)];
  return separated(lines, place, null);
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

/** A line in two, at the blanks that part its name from the rest. */
type Parting = (line: string) => readonly string[];

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
  return text.split('\n').flatMap((line, at): CellRow[] => {
    const trimmed = line.trim();
    return trimmed === '' ? [] : [{ line: at + 1, cells: parted(trimmed) }];
  });
}

const isJsonLines = (text: string, path: string): boolean =>
  /\.(jsonl|ndjson|json)$/i.test(path) && /^\s*[[{]/.test(text);

/** A row for each object: a line each, or the entries of one list. Values that are no text or number are blank. */
function jsonRows(text: string): CellRow[][] {
  const objects = jsonObjects(text);
  if (objects === null || objects.length === 0) return [];
  const names = [...new Set(objects.flatMap(({ value }) => Object.keys(value)))];
  if (names.length > maxColumns || names.length * objects.length > maxCells) return [];
  const cell = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value).trim()
      : '';
  const rows = objects.map(({ line, value }) => ({
    line,
    cells: names.map((name) => cell(value[name])),
  }));
  return [[{ line: 0, cells: names }, ...rows]];
}

interface JsonObject {
  readonly line: number;
  readonly value: Readonly<Record<string, unknown>>;
}

function jsonObjects(text: string): JsonObject[] | null {
  try {
    const list: unknown[] | null = /^\s*\[/.test(text) ? JSON.parse(text) : null;
    const values =
      list?.map((value, at) => ({ line: at + 1, value })) ??
      text.split('\n').flatMap((line, at) => {
        return line.trim() === '' ? [] : [{ line: at + 1, value: JSON.parse(line) as unknown }];
      });
    const isObject = (one: { value: unknown }): one is JsonObject =>
      typeof one.value === 'object' && one.value !== null && !Array.isArray(one.value);
    return values.every(isObject) ? values : null;
  } catch {
    // No JSON, so no table either.
    return null;
  }
}
