/**
 * Tables of values whose labels lie in a table of one column beside them, as `X_train.csv` and
 * `y_train.csv`: joined line by line, so that each row has its label.
 */
import { fileNameOf } from '../archives/entryNames.ts';
import { contentNamed, splitRoleOf } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import { minPixels, rowsOfTable, type TableFile } from './tableColumns.ts';
import { headerOf } from './tableHeader.ts';
import { labelColumns } from './tableLabels.ts';
import { separatorOfNumbers } from './tableRows.ts';

/** A table's size, and whether its first line names columns. */
interface Outline {
  readonly table: TableFile;
  readonly columns: number;
  /** Rows below the header. */
  readonly rows: number;
  readonly isHeaded: boolean;
}

const [lineFeed, carriageReturn, quote] = [10, 13, 34];
const nameOf = ({ file, entry }: TableFile): string => fileNameOf(entry ?? file);
/** Without its ending and the size that some write into it: `60k x 784`. */
const plainName = (one: TableFile): string =>
  nameOf(one)
    .replace(/(\.[a-z]+)+$/i, '')
    .replace(/\d+k? ?x ?\d+/i, '');

/** The tables, of which those of values and of their labels are one; and what is to be told of it. */
export function withLabelTables(tables: readonly TableFile[]): {
  readonly tables: readonly TableFile[];
  readonly notes: readonly string[];
} {
  // Tables are gone through only where one is called so.
  if (tables.length < 2 || !tables.some(isCalledLabels)) return { tables, notes: [] };
  const outlines = tables.flatMap((table) => outlineOf(table) ?? []);
  const lists = outlines.filter((one) => one.columns === 1 && isCalledLabels(one.table));
  const wide = outlines.filter((one) => one.columns >= minPixels && !isCalledLabels(one.table));
  const joined = new Map<TableFile, TableFile | null>();
  const notes: string[] = [];
  for (const list of lists) {
    const isOf = (one: Outline, other: Outline) =>
      one.rows === other.rows &&
      splitRoleOf(nameOf(one.table)) === splitRoleOf(nameOf(other.table));
    const [own, ...others] = wide.filter((one) => isOf(one, list));
    const rivals = lists.filter((other) => other !== list && isOf(other, list));
    if (own === undefined || others.length > 0 || rivals.length > 0) continue;
    if (own.table.bytes.includes(quote) || list.table.bytes.includes(quote)) continue;
    joined.set(own.table, withLabels(own, list));
    joined.set(list.table, null);
    notes.push(
      `Labels of ${quoted(nameOf(own.table))} were read from ${quoted(nameOf(list.table))}.`,
    );
  }
  return {
    tables: tables.flatMap((one) => (joined.has(one) ? (joined.get(one) ?? []) : [one])),
    notes,
  };
}

const isCalledLabels = (one: TableFile): boolean => contentNamed(plainName(one)) === 'labels';

/** Null for a table whose rows are uneven. */
function outlineOf(table: TableFile): Outline | null {
  const separator = separatorOfNumbers(table.bytes);
  const rows = rowsOfTable(table, separator);
  if (!rows.next()) return null;
  const columns = rows.count;
  const isHeaded =
    columns === 1 ? labelColumns([rows.text(0)]).length > 0 : headerOf(rows) !== null;
  let count = isHeaded ? 0 : 1;
  while (rows.next()) {
    if (rows.count !== columns) return null;
    count++;
  }
  return { table, columns, rows: count, isHeaded };
}

/** A table with a column more, last, of the labels. */
function withLabels(own: Outline, list: Outline): TableFile {
  const labels = linesOf(list.table.bytes).slice(list.isHeaded ? 1 : 0);
  const lines = linesOf(own.table.bytes);
  const encoder = new TextEncoder();
  const cells = own.isHeaded ? [encoder.encode('label'), ...labels] : labels;
  const separator = separatorOfNumbers(own.table.bytes);
  const size = [...lines, ...cells].reduce((sum, { length }) => sum + length + 2, 0);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const [row, line] of lines.entries()) {
    bytes.set(line, at);
    bytes[at + line.length] = separator;
    bytes.set(cells[row], at + line.length + 1);
    at += line.length + cells[row].length + 2;
    bytes[at - 1] = lineFeed;
  }
  return { ...own.table, bytes: bytes.subarray(0, at), labelColumn: own.columns };
}

/** The lines that are not empty, as views. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    let last = end;
    while (last > start && (bytes[last - 1] === carriageReturn || bytes[last - 1] === 32)) last--;
    if (last > start) lines.push(bytes.subarray(start, last));
    start = end + 1;
  }
  return lines;
}
