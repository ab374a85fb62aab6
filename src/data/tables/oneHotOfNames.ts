/** Columns of a table of names of which one is 1 in each row: a column for each class. */
import type { CellRow } from './cellRow.ts';

/** The columns of 0 and 1, or of yes and no, of which each row, nearly, has one 1. */
export function oneHotColumnsOfNames(
  rows: readonly CellRow[],
  columns: readonly number[],
): number[] {
  const binary = columns.filter(
    (column) =>
      rows.every(({ cells }) => isBit(cells[column] ?? '')) &&
      rows.some(({ cells }) => (cells[column] ?? '') !== ''),
  );
  if (binary.length < 2) return [];
  const ones = rows.map(
    ({ cells }) => binary.filter((column) => isOne(cells[column] ?? '')).length,
  );
  const single = ones.filter((count) => count === 1).length;
  const isOneHot = ones.every((count) => count <= 1) && 2 * single > rows.length;
  return isOneHot ? binary : [];
}

const isBit = (cell: string): boolean => /^([01](\.0*)?|true|false|yes|no|x|)$/i.test(cell);

/** Whether a cell of a column of classes says that the row is of this class. */
export const isOne = (cell: string): boolean => /^(1(\.0*)?|true|yes|x)$/i.test(cell);
