/** The values of a table's rows as numbers of images or vectors. */
import type { PixelScale } from '../arrays/pixelScale.ts';
import type { Pixels } from '../dataset.ts';
import { notNumber, type Table } from './tableColumns.ts';
import type { TableRows } from './tableRows.ts';

/** The columns of the values. */
export function valueColumns({ columns, skipped }: Table, label: number): Int32Array {
  return Int32Array.from({ length: columns }, (_, column) => column).filter(
    (column) => column !== label && !skipped.includes(column),
  );
}

/**
 * Writes the values of a row: bytes by their scale and rounded, features as they are.
 * @throws DataError naming the cell that is no number, or too large for 32 bits.
 */
export function fillRow(
  rows: TableRows,
  columns: Int32Array,
  scale: PixelScale | null,
  target: Pixels,
  start: number,
): void {
  const [factor, addend] = scale === null ? [1, 0] : [scale.factor, scale.offset + 0.5];
  let at = start;
  for (const column of columns) {
    const value = rows.number(column);
    if (Number.isNaN(value)) throw notNumber(rows, column);
    target[at] = value * factor + addend;
    if (scale === null && !Number.isFinite(target[at])) {
      throw rows.error(column, `the number ${value}`, 'numbers that 32 bits can hold');
    }
    at++;
  }
}
