/** What the rows of a table tell of images: the label of each, and its split. */
import { formatCounted } from '../../lib/numberFormat.ts';
import { faultOfPath, fileNameOf } from '../archives/entryNames.ts';
import { type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import { type NameTable, nameOfColumn } from '../tables/nameTable.ts';
import { isOne } from '../tables/oneHotOfNames.ts';
import { tableError } from '../tables/tableRows.ts';
import type { ImageShelves } from './imageShelves.ts';
import type { JudgedTable } from './judgeTable.ts';
import type { PileTable } from './pileTable.ts';

const allowed =
  'rows with the name of an image that is there, its label and, if you like, its split (train, val or test), each image once';

/** What a row tells of its image. */
export interface LabelRow {
  readonly split: SplitRole | null;
  readonly label: string;
}

/** The rows of a table by the number of their image, and what is to be told of the others. */
interface LabelRows {
  readonly rows: ReadonlyMap<number, LabelRow>;
  readonly notes: readonly string[];
}

/**
 * What each row tells.
 * @param told what tables before it told.
 * @throws DataError naming the line of a table that contradicts itself, or those before.
 */
export function labelRows(
  table: PileTable,
  { names, looking }: JudgedTable,
  shelves: ImageShelves,
  told: ReadonlyMap<number, LabelRow>,
): LabelRows {
  const { rows, fileColumn, splitColumn, header } = names;
  const refuse = (line: number, column: number, found: string) =>
    tableError(
      table,
      `line ${line}, column ${column + 1}`,
      found,
      allowed,
      'correct the cell, or write the table again',
    );
  const ownRole = splitRoleOf(fileNameOf(table.path));
  const found = new Map<number, LabelRow>();
  const strangers: string[] = [];
  let blank = 0;
  for (const { line, cells } of rows) {
    const name = cells[fileColumn] ?? '';
    const image = shelves.names.find(name, looking);
    if (image.kind === 'none') {
      strangers.push(name);
      continue;
    }
    if (image.kind !== 'one')
      throw refuse(line, fileColumn, `several images are called ${quoted(name)}`);
    const [labelColumn] = names.labelColumns;
    const label =
      labelColumn === undefined ? oneHotLabel(names, cells) : (cells[labelColumn] ?? '');
    if (label === '') {
      blank++;
      continue;
    }
    const fault = faultOfPath(label);
    if (fault !== null)
      throw refuse(line, labelColumn ?? 0, `the label ${quoted(label)}: ${fault}`);
    // What is guessed is asked about, as lists are.
    const telling = splitColumn !== null && splitColumn.guess === null ? splitColumn : null;
    const isSplit = telling?.columns.some((column) => (cells[column] ?? '') !== '') ?? false;
    const split = isSplit ? telling!.splitOf(cells) : null;
    if (isSplit && split === null) {
      const [column] = telling!.columns;
      throw refuse(line, column, `the split ${quoted(cells[column] ?? '')}`);
    }
    const own = found.get(image.at);
    if (own !== undefined && own.label !== label)
      throw refuse(line, fileColumn, `the image ${quoted(name)} again`);
    if ((told.get(image.at)?.label ?? label) !== label) throw otherLabels(table, name, line);
    found.set(image.at, { label, split: split ?? shelves.roles[image.at] ?? ownRole });
  }
  const isNone = header === null && found.size === 0;
  return { rows: found, notes: isNone ? [] : notesOn(table, strangers, blank) };
}

/** A table that tells other labels than those before it: only one of them can be meant. */
function otherLabels(table: PileTable, name: string, line: number) {
  return tableError(
    table,
    `line ${line}`,
    `another label for the image ${quoted(name)} than in a table before`,
    'one label an image in all tables',
    'leave out the tables whose labels are not meant',
  );
}

function oneHotLabel({ header, classColumns }: NameTable, cells: readonly string[]): string {
  const column = classColumns.find((one) => isOne(cells[one] ?? ''));
  return column === undefined ? '' : nameOfColumn(header, column);
}

/** Tells of rows that name no image, and of those without a label. */
function notesOn({ path }: PileTable, strangers: readonly string[], blank: number): string[] {
  const many = (count: number, one: string, more: string) =>
    `${formatCounted(count, 'row')} of ${quoted(path)} ${count === 1 ? one : more}`;
  const notes: string[] = [];
  if (strangers.length > 0) {
    const named = many(
      strangers.length,
      'names no image that is there',
      'name no image that is there',
    );
    notes.push(`${named}, as ${quoted(strangers[0])}.`);
  }
  if (blank > 0) {
    const has = many(
      blank,
      'has no label; its image was left out',
      'have no label; their images were left out',
    );
    notes.push(`${has}.`);
  }
  return notes;
}
