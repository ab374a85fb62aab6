/**
 * Tables that tell the class of images by their file names, as `labels.csv` beside a folder of
 * images: a column of names, one of labels, and perhaps one of splits.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { quoted } from '../limits.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import { faultOfPath, fileNameOf } from './entryNames.ts';
import { withoutSharedFolders } from './imageLayout.ts';
import { labelQuestion } from './labelQuestion.ts';
import { type SplitRole, splitRoleOf } from './splitRole.ts';
import { listedColumns, otherColumn } from './tableColumns.ts';
import { labelColumns } from './tableLabels.ts';
import { separatorOf, type TablePlace, TableRows, tableError } from './tableRows.ts';

/** A table and where it is. */
export interface FileTable extends TablePlace {
  /** Its path in the container of the images, which its names may be relative to. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What tables say of images. */
export interface ToldImages {
  readonly kind: 'told';
  /** As many as images: the folders that would tell the same; null for an image in no table. */
  readonly placed: readonly (string | null)[];
  /** Paths of the tables that tell. */
  readonly used: readonly string[];
  readonly notes: readonly string[];
}

interface Columns {
  readonly hasHeader: boolean;
  readonly file: number;
  readonly label: number;
  readonly split: number | null;
}

interface Told {
  readonly role: SplitRole;
  readonly label: string;
}

const fileNames = /^((file|image|img)[ _]?(name|path|file|id)?|path|id|name)$/i;
const splitNames = /^(split|subset|set|partition|fold)$/i;
const allowed =
  'rows with the name of an image that is there, its label and, if you like, its split (train, val or test), each image once';
/** A table of more columns holds more than names and labels. */
const mostColumns = 64;

/**
 * What tables tell of images at some paths; a question where several columns may be the labels;
 * null where no table names them in its first row.
 * @throws DataError naming the line where a table names an image that is not there, or one again,
 * or has no label.
 */
export function tellImages(
  tables: readonly FileTable[],
  paths: readonly string[],
  choices: ReadingChoices,
): ToldImages | LabelQuestion | null {
  const told = new Map<number, Told>();
  const isNeeded = !foldersTell(paths);
  const used: string[] = [];
  for (const table of tables) {
    const find = finderOf(paths, table.path);
    const columns = columnsOf(table, find, isNeeded, choices);
    if (columns === null) continue;
    if ('kind' in columns) return columns;
    readTable(table, columns, find, told);
    used.push(table.path);
  }
  if (used.length === 0) return null;
  const placed = paths.map((path, index) => {
    const one = told.get(index);
    // The path stands in one name, so that its folders are no part of the class.
    return one === undefined ? null : `${one.role}/${one.label}/${encodeURIComponent(path)}`;
  });
  const left = placed.filter((path) => path === null).length;
  const notes = [
    `Labels were read from ${used.map(quoted).join(', ')}.`,
    ...(left === 0 ? [] : [`Images that no table names were left out: ${formatCount(left)}.`]),
  ];
  return { kind: 'told', placed, used, notes };
}

/** Whether images lie in folders, splits aside, that tell two classes at least. */
function foldersTell(paths: readonly string[]): boolean {
  const classes = withoutSharedFolders(paths).map((path) => {
    const folders = path.split('/').slice(0, -1);
    return folders.filter((folder) => splitRoleOf(folder) === null).join('/');
  });
  return !classes.includes('') && new Set(classes).size > 1;
}

type Find = (name: string) => number | 'several' | null;

/** Finds images by their whole path, by that from the table on, or by their file name alone. */
function finderOf(paths: readonly string[], tablePath: string): Find {
  const folder = tablePath.slice(0, tablePath.length - fileNameOf(tablePath).length);
  const places = new Map<string, number | 'several'>();
  const add = (name: string, index: number) =>
    places.set(name, places.has(name) && places.get(name) !== index ? 'several' : index);
  paths.forEach((path, index) => {
    const inner = path.startsWith(folder) ? path.slice(folder.length) : path;
    for (const name of new Set([path, inner, fileNameOf(path)])) {
      add(name, index);
      add(name.replace(/\.[^./]*$/, ''), index);
    }
  });
  return (name) => places.get(name.trim().replace(/^\.\//, '')) ?? null;
}

/**
 * The columns of a table of file names; null for other tables, and for one that calls no column
 * its labels where it is not needed to tell the classes.
 */
function columnsOf(
  table: FileTable,
  find: Find,
  isNeeded: boolean,
  choices: ReadingChoices,
): Columns | LabelQuestion | null {
  const rows = new TableRows(table.bytes, table, separatorOf(table.bytes));
  if (!rows.next() || rows.count < 2 || rows.count > mostColumns) return null;
  const first = textsIn(rows);
  const second = rows.next() ? textsIn(rows) : null;
  const named = first.findIndex((name) => fileNames.test(name.trim()));
  const isImage = (name: string | undefined) => typeof find(name ?? '') === 'number';
  const hasHeader = named !== -1 && second !== null && isImage(second[named]);
  const file = hasHeader ? named : first.findIndex(isImage);
  if (file === -1) return null;
  const isLabelled =
    hasHeader && (labelColumns(first).length > 0 || first.includes(choices.label ?? ''));
  if (!isNeeded && !isLabelled) return null;
  const split = hasHeader ? first.findIndex((name) => splitNames.test(name.trim())) : -1;
  const others = first.flatMap((_, column) =>
    column === file || column === split ? [] : [column],
  );
  const label = labelOf(table, hasHeader ? first : null, second, others, choices);
  if (typeof label !== 'number') return label;
  return { hasHeader, file, label, split: split === -1 ? null : split };
}

const textsIn = (rows: TableRows): string[] =>
  Array.from({ length: rows.count }, (_, column) => rows.text(column));

/** The column of labels among some: the chosen one, the one that is named so, or the only one. */
function labelOf(
  table: FileTable,
  header: readonly string[] | null,
  second: readonly string[] | null,
  columns: readonly number[],
  choices: ReadingChoices,
): number | LabelQuestion | null {
  const nameOf = (column: number) => header?.[column] ?? `column ${column + 1}`;
  const chosen = columns.filter((column) => nameOf(column) === choices.label);
  if (choices.label !== undefined && chosen.length === 0) {
    const found = `no column ${quoted(choices.label)} of labels`;
    throw tableError(table, 'line 1', found, listedColumns(columns.map(nameOf)), otherColumn);
  }
  const named = columns.filter((column) => labelColumns([nameOf(column)]).length > 0);
  const found = [chosen, named, columns].find((some) => some.length > 0) ?? [];
  if (found.length < 2) return found[0] ?? null;
  const alternatives = found.map((column) => ({
    name: nameOf(column),
    values: [second?.[column] ?? ''],
  }));
  return labelQuestion(table.path, alternatives);
}

function readTable(table: FileTable, columns: Columns, find: Find, told: Map<number, Told>): void {
  const rows = new TableRows(table.bytes, table, separatorOf(table.bytes));
  const ownRole = splitRoleOf(fileNameOf(table.path)) ?? 'train';
  if (columns.hasHeader) rows.next();
  while (rows.next()) {
    const refuse = (column: number, found: string) => rows.error(column, found, allowed);
    const cell = (column: number) => (column < rows.count ? rows.text(column) : '');
    const name = cell(columns.file);
    const index = find(name);
    if (index === null) throw refuse(columns.file, `no image is called ${quoted(name)}`);
    if (index === 'several')
      throw refuse(columns.file, `several images are called ${quoted(name)}`);
    if (told.has(index)) throw refuse(columns.file, `the image ${quoted(name)} again`);
    const label = cell(columns.label).trim();
    const fault = label === '' ? 'no label' : faultOfPath(label);
    if (fault !== null) throw refuse(columns.label, `the label ${quoted(label)}: ${fault}`);
    const split = columns.split === null ? '' : cell(columns.split);
    const role = split.trim() === '' ? ownRole : splitRoleOf(split);
    if (role === null) throw refuse(columns.split!, `the split ${quoted(split)}`);
    told.set(index, { role, label });
  }
}
