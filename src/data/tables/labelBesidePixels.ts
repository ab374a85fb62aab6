/**
 * The column of labels beside one whose cells hold all pixels of an image: no other column is a pixel, as
 * age, gender and a name of the image beside faces.
 */
import { type DataLimits, quoted } from '../limits.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import { labelQuestion } from './labelQuestion.ts';
import { columnName, rowsOfTable, type TableFile } from './tableColumns.ts';
import { ColumnValues, labelColumns, rowNumberColumns } from './tableLabels.ts';

/** What is found in the start of a table. */
export interface FoundColumns {
  /** The column whose cells hold images. */
  readonly pixels: number | null;
  /** The column that names splits. */
  readonly split: number | null;
  readonly header: readonly string[] | null;
}

/** The column of labels, and those that tell nothing. */
interface LabelBeside {
  readonly column: number;
  readonly dropped: readonly number[];
  readonly notes: readonly string[];
}

/**
 * The labels beside pixels in one cell where several columns lie there; a question where several may be
 * the labels; null where there is but one, or none looks like labels.
 */
export function labelBesidePixels(
  table: TableFile,
  separator: number,
  { pixels, split, header }: FoundColumns,
  { label }: ReadingChoices,
  limits: DataLimits,
): LabelBeside | LabelQuestion | null {
  if (pixels === null || header === null) return null;
  const others = header.flatMap((_, at) => (at === pixels || at === split ? [] : [at]));
  if (others.length < 2) return null;
  const names = header.map((name) => name.trim());
  const values = valuesOf(table, separator, others, limits);
  const called = labelColumns(names).filter((column) => others.includes(column));
  const chosen = others.filter((column) => label === names[column]);
  const numbers = rowNumberColumns(names);
  const likely = values
    .filter(({ column, repeats }) => repeats && !numbers.includes(column))
    .map(({ column }) => column);
  const [columns] = [chosen, called, likely].filter(({ length }) => length > 0);
  if (columns === undefined) return null;
  if (columns.length > 1) {
    const may = values.filter(({ column }) => columns.includes(column));
    const offered = may.map(({ column, distinct }) => ({
      name: names[column],
      values: [...distinct],
    }));
    return labelQuestion(table.entry ?? table.file, offered);
  }
  const [column] = columns;
  const dropped = others.filter((one) => one !== column);
  const left = dropped.map((one) => quoted(columnName({ header }, one).trim())).join(', ');
  return {
    column,
    dropped,
    notes: [`Beside pixels and labels, columns were left aside: ${left}.`],
  };
}

/** What columns hold, and whether some of it is there again, as labels are and names are not. */
function valuesOf(
  table: TableFile,
  separator: number,
  columns: readonly number[],
  { classes }: DataLimits,
) {
  const values = columns.map((column) => new ColumnValues(column, classes));
  const rows = rowsOfTable(table, separator);
  rows.next();
  let count = 0;
  while (rows.next()) {
    count++;
    for (const own of values) own.add(rows.text(own.column), rows.number(own.column));
  }
  return values.map(({ column, distinct, isWhole, isNumeric }) => ({
    column,
    distinct,
    repeats: distinct.size > 1 && distinct.size < count && (isWhole || !isNumeric),
  }));
}
