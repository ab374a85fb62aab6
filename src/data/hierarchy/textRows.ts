/** Lines of a text as rows of cells, by whatever separates them. */
import { quoted } from '../limits.ts';
import { treeError } from './treeShape.ts';

/** What a text looks like, before anything is known of what it says. */
export type TextForm =
  | {
      /** Rows of equally many cells, at least two. */
      readonly kind: 'table';
      readonly separator: 'tab' | 'comma' | 'semicolon';
      readonly rows: readonly TextRow[];
    }
  | {
      /** One word, then the rest of the line. */
      readonly kind: 'pairs';
      readonly rows: readonly TextRow[];
    }
  | { readonly kind: 'indented'; readonly lines: readonly TextLine[] }
  | {
      /** Nothing separates anything: a name a line. */
      readonly kind: 'names';
      readonly lines: readonly TextLine[];
    };

export interface TextLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export interface TextRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const separators = { tab: '\t', comma: ',', semicolon: ';' } as const;

/** @throws DataError for an empty text, and rows of unequal length. */
export function textForm(file: string, text: string): TextForm {
  const whole = filledLines(text);
  const lines = whole
    .map(({ line, text: row }): TextLine => ({ line, text: row.trimEnd() }))
    .filter((line) => line.text !== '');
  if (lines.length === 0) {
    throw treeError(file, null, 'it is empty', 'choose the file that holds the tree');
  }
  if (isTabTable(whole)) {
    return { kind: 'table', separator: 'tab', rows: equalRows(file, whole, separators.tab) };
  }
  if (lines.some((line) => /^(\s|-{1,}\s)/.test(line.text))) return { kind: 'indented', lines };
  for (const separator of ['tab', 'comma', 'semicolon'] as const) {
    if (!lines.every((line) => line.text.includes(separators[separator]))) continue;
    const rows = equalRows(file, lines, separators[separator]);
    // The only separator may stand within quotes.
    if (rows[0].cells.length > 1) return { kind: 'table', separator, rows };
  }
  const rows = lines.map(({ line, text: row }) => ({ line, cells: wordAndRest(row) }));
  if (rows.every(({ cells }) => cells.length === 2)) return { kind: 'pairs', rows };
  return { kind: 'names', lines };
}

/** The lines of a text that hold more than blanks. */
export function filledLines(text: string): TextLine[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index): TextLine => ({ line: index + 1, text: line.replace(/[^\S\t]+$/, '') }))
    .filter((line) => line.text.trim() !== '');
}

/** Equally many tabs a line, not all of them before it: a table, whose first cells may be blank. */
function isTabTable(lines: readonly TextLine[]): boolean {
  const tabsIn = (text: string) => text.split(separators.tab).length - 1;
  const count = tabsIn(lines[0].text);
  return (
    count > 0 &&
    lines.every(({ text }) => tabsIn(text) === count && !text.startsWith(' ')) &&
    lines.some(({ text }) => text.trim().includes(separators.tab))
  );
}

function wordAndRest(line: string): string[] {
  const match = /^(\S+)\s+(.+)$/.exec(line);
  return match === null ? [line] : [match[1], match[2]];
}

function equalRows(file: string, lines: readonly TextLine[], separator: string): TextRow[] {
  const rows = lines.map(({ line, text }) => ({
    line,
    cells: cellsOf(file, line, text, separator),
  }));
  const length = rows[0].cells.length;
  const odd = rows.find(({ cells }) => cells.length !== length);
  // Sheets write rows of nothing but separators below the last one.
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (odd === undefined) return filled.length > 0 ? filled : rows;
  throw treeError(
    file,
    `line ${odd.line}`,
    `it has ${odd.cells.length} columns where line ${rows[0].line} has ${length}`,
    'put cells that hold the separator in double quotes, or fill in what is missing',
    'rows of equally many columns',
  );
}

/** Cells may stand in double quotes; a quote within is doubled (RFC 4180, one line a row). */
export function cellsOf(file: string, line: number, text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  for (let at = 0; at <= text.length; at++) {
    if (text[at] !== '"') {
      const end = text.indexOf(separator, at);
      cells.push(text.slice(at, end < 0 ? undefined : end).trim());
      at = end < 0 ? text.length : end;
      continue;
    }
    const match = /^"((?:[^"]|"")*)"/.exec(text.slice(at));
    const end = match === null ? -1 : at + match[0].length;
    if (match === null || (end < text.length && text[end] !== separator)) {
      throw treeError(
        file,
        `line ${line}`,
        `a quote that does not close its cell: ${quoted(text.slice(at))}`,
        'close the quote before the separator, and write quotes within a cell twice',
        'cells in double quotes, on one line',
      );
    }
    cells.push(match[1].replaceAll('""', '"').trim());
    at = end;
  }
  return cells;
}
