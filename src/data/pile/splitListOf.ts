/** What a table tells of splits, whoever tells the labels of its images. */
import type { SplitRole } from '../layout/splitRole.ts';
import type { CellRow } from '../tables/cellRow.ts';
import type { ImageShelves } from './imageShelves.ts';
import type { JudgedTable } from './judgeTable.ts';
import { splitOfList } from './listedSplits.ts';
import type { PileTable } from './pileTable.ts';
import type { SplitList } from './splitList.ts';

/** The splits that a table tells by a column, or by its own name; null where it tells none. */
export function splitListOf(
  { path, parts = [] }: PileTable,
  { names, looking }: JudgedTable,
  shelves: ImageShelves,
): SplitList | null {
  const { rows, fileColumn, splitColumn } = names;
  const own = splitOfList(path);
  if (splitColumn === null && own === null) return null;
  const isSplit = ({ cells }: CellRow) =>
    splitColumn?.columns.some((column) => (cells[column] ?? '') !== '') ?? false;
  const splits = new Map<number, SplitRole>();
  for (const row of rows) {
    const image = shelves.names.find(row.cells[fileColumn] ?? '', looking);
    const split = isSplit(row) ? splitColumn!.splitOf(row.cells) : own;
    if (image.kind === 'one' && split !== null) splits.set(image.at, split);
  }
  const paths = parts.length === 0 ? [path] : parts.map((part) => part.path);
  const guess = splitColumn?.guess ?? null;
  return splits.size === 0 ? null : { path, paths, splits, ...(guess === null ? {} : { guess }) };
}
