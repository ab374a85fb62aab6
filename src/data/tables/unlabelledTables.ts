/** Tables without labels beside others that have them: what a competition hands out to be labelled. */
import { formatCounted } from '../../lib/numberFormat.ts';
import { quoted } from '../limits.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { minPixels, rowsOfTable, type TableFile } from './tableColumns.ts';
import { headerOf } from './tableHeader.ts';
import { ColumnValues, labelColumns, rowNumberColumns } from './tableLabels.ts';
import { separatorOfNumbers } from './tableRows.ts';

/** Columns of more different values are no labels here. */
const mostClasses = 10_000;

/** What the start of a table tells. */
interface Outline {
  readonly table: TableFile;
  readonly header: readonly string[] | null;
  readonly columns: number;
  /** Columns that are neither row numbers nor called labels. */
  readonly values: number;
  readonly hasLabels: boolean;
}

/** A table of no more columns holds names or labels. */
const fewColumns = 3;

/**
 * The tables that have labels, and what was set aside: tables whose columns are those of a labelled
 * one but for the labels, or whose labels are blank, and tables of names and labels alone beside
 * such of many columns. All tables where none has labels.
 */
export function withoutUnlabelled(
  tables: readonly TableFile[],
  { label }: ReadingChoices,
): { readonly tables: readonly TableFile[]; readonly notes: readonly string[] } {
  if (tables.length < 2) return { tables, notes: [] };
  const outlines = tables.map((table) => outlineOf(table, label));
  const widest = outlines.reduce((most, { columns }) => Math.max(most, columns), 0);
  const isSmall = ({ columns }: Outline) => columns <= fewColumns && widest > minPixels;
  const whole = outlines.filter((one) => !isSmall(one));
  const named = whole.filter(({ hasLabels }) => hasLabels);
  const labelled = named.length > 0 ? named : whole.filter(({ columns }) => columns === widest);
  const values = new Set(labelled.map((one) => (named.length > 0 ? one.values : one.columns - 1)));
  const isUnlabelled = (one: Outline) =>
    !labelled.includes(one) &&
    !isSmall(one) &&
    values.has(named.length > 0 ? one.values : one.columns) &&
    (named.length > 0 || !endsInLabels(one));
  const kept = outlines.filter((one) => !isSmall(one) && !isUnlabelled(one));
  if (kept.length === 0) return { tables, notes: [] };
  return {
    tables: kept.map(({ table }) => table),
    notes: outlines.filter((one) => !kept.includes(one)).map((one) => noteOn(one, isSmall(one))),
  };
}

function noteOn({ table, header }: Outline, isSmall: boolean): string {
  const name = quoted(table.entry ?? table.file);
  if (isSmall) return `${name} holds no values of images or features and was left aside.`;
  const rows = rowsOfTable(table);
  let count = header === null ? 0 : -1;
  while (rows.next()) count++;
  return `${name} has no labels and was left aside: ${formatCounted(count, 'row')}.`;
}

function outlineOf(table: TableFile, label: string | undefined): Outline {
  const separator = separatorOfNumbers(table.bytes);
  const rows = rowsOfTable(table, separator);
  if (!rows.next()) return { table, header: null, columns: 0, values: 0, hasLabels: false };
  const columns = rows.count;
  const header = headerOf(rows);
  if (header === null) return { table, header, columns, values: columns, hasLabels: false };
  const names = header.map((name) => name.trim());
  const called = [
    ...new Set([...labelColumns(names), ...(label === undefined ? [] : [names.indexOf(label)])]),
  ];
  const columnsOfLabels = called.filter((column) => column >= 0);
  const numbers = rowNumberColumns(names).filter((column) => !columnsOfLabels.includes(column));
  const values = columns - columnsOfLabels.length - numbers.length;
  const hasLabels = columnsOfLabels.some((column) => holdsLabels(table, separator, column));
  return { table, header, columns, values, hasLabels };
}

/** Whether a column holds anything but blanks and question marks. */
function holdsLabels(table: TableFile, separator: number, column: number): boolean {
  const rows = rowsOfTable(table, separator);
  rows.next();
  while (rows.next()) {
    if (column < rows.count && !/^[\s?]*$/.test(rows.text(column))) return true;
  }
  return false;
}

/** Whether the first or the last column looks like labels. */
function endsInLabels({ table, columns, header }: Outline): boolean {
  const ends = [0, columns - 1].map((column) => new ColumnValues(column, mostClasses));
  const rows = rowsOfTable(table);
  if (header !== null) rows.next();
  while (rows.next()) {
    for (const end of ends) {
      if (end.column < rows.count) end.add(rows.text(end.column), rows.number(end.column));
    }
  }
  return ends.some((end) => end.looksLikeLabels);
}
