/**
 * Tables that tell the class of images by their file names, as `labels.csv` beside a folder of
 * images: a column of names, one of labels, and perhaps one of splits.
 */
import { faultOfPath, fileNameOf } from '../archives/entryNames.ts';
import { type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import { labelQuestion } from './labelQuestion.ts';
import { listedColumns, otherColumn } from './tableColumns.ts';
import { labelColumns } from './tableLabels.ts';
import { separatorOf, type TablePlace, TableRows, tableError } from './tableRows.ts';

/** A table and where it is. */
export interface FileTable extends TablePlace {
  /** Its path in the container of the images, which its names may be relative to. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The images of a container, counted over all containers. */
export interface CountedPaths {
  readonly paths: readonly string[];
  /** The number of the first. */
  readonly start: number;
}

/** Images that a table speaks of before it speaks of those in later groups. */
export interface ImageGroup {
  /** The containers whose classes tables must tell. */
  readonly needy: readonly CountedPaths[];
  /** Those whose class folders tell already. */
  readonly inFolders: readonly CountedPaths[];
}

/** What a table says of an image. */
export interface Told {
  /** Null where neither the table's name nor a cell names a split. */
  readonly role: SplitRole | null;
  readonly label: string;
}

interface Columns {
  readonly hasHeader: boolean;
  readonly file: number;
  readonly label: number;
  readonly split: number | null;
}

const fileNames = /^((file|image|img)[ _]?(name|path|file|id)?|path|id|name)$/i;
const splitNames = /^(split|subset|set|partition|fold)$/i;
const allowed =
  'rows with the name of an image that is there, its label and, if you like, its split (train, val or test), each image once';
/** A table of more columns holds more than names and labels. */
const maxColumns = 64;

/**
 * Adds what a table tells of images to `told`, by their numbers, and says whether it told anything:
 * other tables name no image in their first row. The images are in groups: where several share a
 * name, a table speaks of the one in the first group that has it, and of those in class folders
 * after the others, and only if it calls a column its labels. The outcome is a question where
 * several columns may be the labels.
 * @throws DataError naming the line where a table names an image that is not there, or one again,
 * or has no label.
 */
export function readFileTable(
  table: FileTable,
  groups: readonly ImageGroup[],
  choices: ReadingChoices,
  told: Map<number, Told>,
): LabelQuestion | boolean {
  const finders = groups.map(({ needy, inFolders }) => ({
    needy: finderOf(needy, table.path),
    inFolders: finderOf(inFolders, table.path),
  }));
  const find = firstOf(finders.map(({ needy }) => needy));
  const findAll = firstOf(finders.flatMap(({ needy, inFolders }) => [needy, inFolders]));
  const labelled = columnsOf(table, findAll, false, choices);
  const columns = labelled ?? columnsOf(table, find, true, choices);
  if (columns === null) return false;
  if ('kind' in columns) return columns;
  readTable(table, columns, labelled === null ? find : findAll, told);
  return true;
}

type Find = (name: string) => number | 'several' | null;

const firstOf =
  (finders: readonly Find[]): Find =>
  (name) => {
    for (const find of finders) {
      const found = find(name);
      if (found !== null) return found;
    }
    return null;
  };

/** Finds images by their whole path, by that from the table on, or by their file name alone. */
function finderOf(images: readonly CountedPaths[], tablePath: string): Find {
  const folder = tablePath.slice(0, tablePath.length - fileNameOf(tablePath).length);
  const places = new Map<string, number | 'several'>();
  const add = (name: string, number: number) =>
    places.set(name, places.has(name) && places.get(name) !== number ? 'several' : number);
  for (const { paths, start } of images) {
    paths.forEach((path, index) => {
      const inner = path.startsWith(folder) ? path.slice(folder.length) : path;
      for (const name of new Set([path, inner, fileNameOf(path)])) {
        add(name, start + index);
        add(name.replace(/\.[^./]*$/, ''), start + index);
      }
    });
  }
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
  if (!rows.next() || rows.count < 2 || rows.count > maxColumns) return null;
  const first = textsIn(rows);
  const second = rows.next() ? textsIn(rows) : null;
  const named = first.findIndex((name) => fileNames.test(name.trim()));
  // Where classes are told already, a name that fits several images speaks of something else.
  const isImage = (name: string | undefined) => {
    const found = find(name ?? '');
    return found === 'several' ? isNeeded : found !== null;
  };
  const hasHeader = named !== -1 && second !== null && isImage(second[named]);
  const file = hasHeader ? named : first.findIndex(isImage);
  if (file === -1) return null;
  const isLabelled =
    hasHeader &&
    (labelColumns(first).length > 0 ||
      (choices.label !== undefined && first.includes(choices.label)));
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
  const ownRole = splitRoleOf(fileNameOf(table.path));
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
    const isSplit = split.trim() !== '';
    const role = isSplit ? splitRoleOf(split) : ownRole;
    if (isSplit && role === null) throw refuse(columns.split!, `the split ${quoted(split)}`);
    told.set(index, { role, label });
  }
}
