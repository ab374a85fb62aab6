/** A column for each class, with a single one in each row: first in a table or last. */
import type { DataLimits } from '../limits.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import { labelQuestion } from './labelQuestion.ts';
import { columnName, rowsOfTable, type TableFile } from './tableColumns.ts';
import { ColumnValues, labelColumns, rowNumberColumns } from './tableLabels.ts';
import type { TableRows } from './tableRows.ts';

/** Columns of classes. */
export interface OneHotColumns {
  readonly columns: readonly number[];
  /** How notes and choices call them. */
  readonly title: string;
  /** The class of a row. @throws DataError where none or several are one. */
  readonly nameIn: (rows: TableRows) => string;
}

/** Two columns may be one by chance, so that names and so many rows are asked of them. */
const rowsForTwo = 8;

/**
 * The columns of classes; null where there are none, or a column is called the labels or chosen; a
 * question where the other end of the table looks like labels too.
 */
export function oneHotColumns(
  table: TableFile,
  separator: number,
  header: readonly string[] | null,
  { label }: ReadingChoices,
  limits: DataLimits,
): OneHotColumns | LabelQuestion | null {
  if (header !== null && labelColumns(header).length > 0) return null;
  const ends = endsOf(table, separator, header, limits);
  const found = ends === null ? [] : [ends.first, ends.last].filter((one) => one !== null);
  if (ends === null || found.length !== 1) return null;
  const [columns] = found;
  const other = columns === ends.first ? ends.lastColumn : ends.firstColumn;
  const named = header === null ? null : columns.map((column) => header[column].trim());
  const title =
    named === null
      ? `columns ${columns[0] + 1} to ${columns[columns.length - 1] + 1}`
      : `columns ${named[0]} to ${named[named.length - 1]}`;
  if (label !== undefined && label !== title) return null;
  if (label === undefined && other.looksLikeLabels) {
    return labelQuestion(table.entry ?? table.file, [
      { name: title, values: named ?? columns.map((_, at) => String(at)) },
      { name: columnName({ header }, other.column), values: [...other.distinct] },
    ]);
  }
  const nameIn = (rows: TableRows) => {
    const place = columns.findIndex((column) => isOne(rows, column));
    return named?.[place] ?? String(place);
  };
  return { columns, title, nameIn };
}

interface Ends {
  readonly first: readonly number[] | null;
  readonly last: readonly number[] | null;
  readonly firstColumn: ColumnValues;
  readonly lastColumn: ColumnValues;
}

const isOne = (rows: TableRows, column: number): boolean =>
  rows.number(column) === 1 || /^\s*true\s*$/i.test(rows.text(column));

/** Whether a cell is one, or zero; null for others. */
function bitIn(rows: TableRows, column: number): boolean | null {
  const value = rows.number(column);
  if (value === 0 || value === 1) return value === 1;
  if (!Number.isNaN(value) || rows.cell(column).length > 8) return null;
  const text = rows.text(column).trim().toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : null;
}

/** Goes through a table once; null where the ends are no zeros and ones, or rows are uneven. */
function endsOf(
  table: TableFile,
  separator: number,
  header: readonly string[] | null,
  { classes }: DataLimits,
): Ends | null {
  const rows = rowsOfTable(table, separator);
  if (!rows.next() || rows.count < 4) return null;
  const count = rows.count;
  const numbers = header === null ? [] : rowNumberColumns(header);
  const columns = Array.from({ length: count }, (_, at) => at).filter(
    (at) => !numbers.includes(at),
  );
  if (header !== null && !rows.next()) return null;
  const [first, last] = [new Block(columns), new Block(columns.toReversed())];
  const [firstColumn, lastColumn] = [columns[0], columns[columns.length - 1]].map(
    (column) => new ColumnValues(column, classes),
  );
  let total = 0;
  do {
    if (rows.count !== count) return null;
    first.add(rows);
    last.add(rows);
    if (first.isOver && last.isOver) return null;
    for (const values of [firstColumn, lastColumn]) {
      values.add(rows.text(values.column), rows.number(values.column));
    }
    total++;
  } while (rows.next());
  const hasNames = header !== null;
  return {
    first: first.found(total, hasNames),
    last: last.found(total, hasNames)?.toReversed() ?? null,
    firstColumn,
    lastColumn,
  };
}

/** Follows the columns from one end: where each row's first and second one are. */
class Block {
  isOver = false;
  private longest = 0;
  private limit: number;
  private readonly places = new Set<number>();

  constructor(private readonly columns: readonly number[]) {
    this.limit = columns.length - 1;
  }

  add(rows: TableRows): void {
    if (this.isOver) return;
    let first = -1;
    for (let at = 0; at < this.limit; at++) {
      const bit = bitIn(rows, this.columns[at]);
      // The block ends before a cell that is neither, and before the second one.
      if (bit === null || (bit && first !== -1)) {
        this.limit = at;
        break;
      }
      if (bit) first = at;
    }
    this.longest = Math.max(this.longest, first + 1);
    this.places.add(first);
    this.isOver = first === -1 || this.longest > this.limit;
  }

  found(rows: number, hasNames: boolean): readonly number[] | null {
    const { longest, places } = this;
    if (this.isOver || places.size !== longest || longest < 2 || rows < 2 * longest) return null;
    if (longest === 2 && !(hasNames && rows >= rowsForTwo)) return null;
    return this.columns.slice(0, longest);
  }
}
