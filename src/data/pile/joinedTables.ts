/**
 * Lists that speak of images by numbers which another list gives them, as CUB-200 has it: `images.txt`
 * with a number and a path a line, `train_test_split.txt` and `image_class_labels.txt` with the same
 * numbers, and `classes.txt` with the names of classes. They become one table of names.
 */
import { fileNameOf } from '../archives/entryNames.ts';
import { isImageName } from '../formats/imageFormats.ts';
import { splitRoleOf } from '../layout/splitRole.ts';
import { tableCells } from '../tables/tableCells.ts';
import type { PileTable } from './pileTable.ts';

/** A list of two cells a line, by its first one. */
interface NumberedList {
  readonly table: PileTable;
  readonly cellOf: ReadonlyMap<string, string>;
}

/** Tables of which those that are joined by numbers are one. */
export function withJoinedTables(tables: readonly PileTable[]): readonly PileTable[] {
  const lists = tables.flatMap((table) => numberedList(table) ?? []);
  const joined: PileTable[] = [];
  const gone = new Set<PileTable>();
  for (const names of lists) {
    if (![...names.cellOf.values()].every(isImageName)) continue;
    const beside = lists.filter((one) => one !== names && folderOf(one) === folderOf(names));
    const told = beside.filter((one) => hasSameKeys(one, names));
    if (told.length === 0) continue;
    const columns = told.map((one) => columnOf(one, beside));
    const parts = [names, ...told, ...columns.flatMap(({ from }) => from ?? [])];
    joined.push(tableOf(names, columns, [...new Set(parts.map(({ table }) => table))]));
    for (const { table } of parts) gone.add(table);
  }
  return joined.length === 0 ? tables : [...tables.filter((one) => !gone.has(one)), ...joined];
}

const folderOf = ({ table: { path, archive } }: NumberedList): string =>
  `${archive?.file ?? ''}?${path.slice(0, path.length - fileNameOf(path).length)}`;

const hasSameKeys = (one: NumberedList, { cellOf }: NumberedList): boolean =>
  one.cellOf.size === cellOf.size && [...one.cellOf.keys()].every((key) => cellOf.has(key));

/** A text in which each line has a number, or an id, of its own and one cell more; null for others. */
function numberedList(table: PileTable): NumberedList | null {
  if (!/\.txt$/i.test(table.path)) return null;
  const [rows = []] = tableCells(new TextDecoder().decode(table.bytes), table.path, table);
  const cellOf = new Map(rows.map(({ cells: [key, cell = ''] }) => [key, cell]));
  const isEven = rows.every(({ cells }) => cells.length === 2 && cells[1] !== '');
  return rows.length > 1 && isEven && cellOf.size === rows.length ? { table, cellOf } : null;
}

interface JoinedColumn {
  readonly name: string;
  readonly cellOf: ReadonlyMap<string, string>;
  /** The list that names what the cells number. */
  readonly from?: NumberedList;
}

/** What a list tells of images: splits where 1 is said of those to train on; names of numbered classes. */
function columnOf({ table, cellOf }: NumberedList, beside: readonly NumberedList[]): JoinedColumn {
  const name = fileNameOf(table.path).replace(/\.[^.]*$/, '');
  const cells = new Set(cellOf.values());
  const isSplit = /train/i.test(name) && /test|split|is/i.test(name);
  if (isSplit && [...cells].every((cell) => cell === '0' || cell === '1')) {
    const splits = new Map(
      [...cellOf].map(([key, cell]) => [key, cell === '1' ? 'train' : 'test']),
    );
    return { name: 'split', cellOf: splits };
  }
  const isNamed = (one: NumberedList) =>
    one.table !== table && [...cells].every((cell) => one.cellOf.has(cell));
  const [from, ...others] = beside.filter(
    (one) => isNamed(one) && one.cellOf.size < cellOf.size && splitRoleOf(name) === null,
  );
  if (from === undefined || others.length > 0) return { name, cellOf };
  const named = new Map([...cellOf].map(([key, cell]) => [key, from.cellOf.get(cell)!]));
  return { name, cellOf: named, from };
}

function tableOf(
  { table, cellOf }: NumberedList,
  columns: readonly JoinedColumn[],
  parts: readonly PileTable[],
): PileTable {
  const quotedCell = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = [
    ['image', ...columns.map(({ name }) => name)],
    ...[...cellOf].map(([key, image]) => [image, ...columns.map((one) => one.cellOf.get(key)!)]),
  ].map((cells) => cells.map(quotedCell).join(','));
  // Its place is that of the names, by which the folders of images are found.
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  return { ...table, bytes, parts };
}
