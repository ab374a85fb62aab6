/**
 * Tables that may each tell the labels of a pile's images: one that calls a column its labels outranks
 * those that only have columns which may be them; where several columns may be, that is asked.
 */
import { labelsFlag } from '../choiceFlags.ts';
import { quoted } from '../limits.ts';
import type { LabelQuestion } from '../readingChoices.ts';
import { labelQuestion } from '../tables/labelQuestion.ts';
import { type NameTable, nameOfColumn } from '../tables/nameTable.ts';
import type { ImageShelves } from './imageShelves.ts';
import type { JudgedTable } from './judgeTable.ts';
import { splitOfList } from './listedSplits.ts';
import { folderPath } from './pileImage.ts';
import type { PileTable } from './pileTable.ts';

/** A table that names images. */
export interface NamingTable {
  readonly table: PileTable;
  readonly judged: JudgedTable;
}

/** What a table says of each image, by the image's number. */
type RowsByImage = ReadonlyMap<number, readonly string[]>;

/** A column that may be the labels. */
interface Candidate {
  readonly name: string;
  readonly column: number;
  readonly from: NamingTable;
}

/**
 * The tables that no other outranks: those with the chosen column or else with one that is called the
 * labels, and those whose only column holds no other labels than these do.
 */
export function notOutranked(tables: readonly NamingTable[]): readonly NamingTable[] {
  const chosen = tables.filter(({ judged }) => judged.names.isChosen);
  const sure = chosen.length > 0 ? chosen : tables.filter(({ judged }) => judged.names.isLabelled);
  if (sure.length === 0) return tables;
  const labels = new Set(sure.flatMap(({ judged }) => [...labelsIn(judged.names)]));
  const agrees = ({ judged: { names } }: NamingTable) =>
    names.labelColumns.length + Math.min(1, names.classColumns.length) === 1 &&
    [...labelsIn(names)].every((label) => labels.has(label));
  return tables.filter((one) => sure.includes(one) || agrees(one));
}

/**
 * Tables without those of another form than others that are called as splits, and of other images in
 * folders of their own: a legend with a picture of each class is no part of the set.
 */
export function withoutLegends(
  tables: readonly NamingTable[],
  shelves: ImageShelves,
): readonly NamingTable[] {
  const formOf = ({ judged }: NamingTable) => JSON.stringify(judged.names.header);
  const ofSplits = tables.filter(({ table }) => splitOfList(table.path) !== null);
  const forms = new Set(ofSplits.map(formOf));
  const others = tables.filter(
    (one) => !ofSplits.includes(one) && !forms.has(formOf(one)) && one.judged.names.header !== null,
  );
  const isTrained = ofSplits.some(({ table }) => splitOfList(table.path) === 'train');
  if (ofSplits.length < 2 || forms.size > 1 || !isTrained || others.length === 0) return tables;
  const foldersOf = (one: NamingTable) =>
    [...rowsByImage(one, shelves).keys()].map((at) => folderPath(shelves.images[at].folders));
  const taken = new Set(ofSplits.flatMap(foldersOf));
  const legends = others.filter((one) => foldersOf(one).every((folder) => !taken.has(folder)));
  return tables.filter((one) => !legends.includes(one));
}

function labelsIn({ header, rows, labelColumns, classColumns }: NameTable): ReadonlySet<string> {
  return new Set([
    ...labelColumns.flatMap((column) => rows.map(({ cells }) => cells[column] ?? '')),
    ...classColumns.map((column) => nameOfColumn(header, column)),
    '',
  ]);
}

/**
 * Asks which column holds the labels where a table has several that may, or tables tell different
 * labels of the same images; null where neither is so.
 */
export function competingLabels(
  tables: readonly NamingTable[],
  shelves: ImageShelves,
): LabelQuestion | null {
  const told = tables.filter(({ judged }) => judged.names.labelColumns.length > 0);
  const rows = new Map(told.map((one) => [one, rowsByImage(one, shelves)]));
  const areSeveral = told.some(({ judged }) => judged.names.labelColumns.length > 1);
  if (!areSeveral && !contradict(told, rows)) return null;
  const candidates = candidatesOf(told, rows);
  const byName = new Map<string, Set<string>>();
  for (const { name, column, from } of candidates) {
    const known = byName.get(name) ?? new Set();
    for (const { cells } of from.judged.names.rows) known.add(cells[column] ?? '');
    byName.set(name, known);
  }
  if (byName.size < 2) return null;
  const all = [...byName].map(([name, values]) => ({ name, values: [...values] }));
  const telling = all.filter(({ values }) => values.length > 1);
  const columns = telling.length > 1 ? telling : all;
  const question = labelQuestion(candidates[0].from.table.path, columns);
  const images = [...rows.values()].flatMap((own) => [...own.keys()]);
  const areSorted = images.every((at) => shelves.inFolders.get(shelves.images[at].container));
  if (!areSorted || told.some(({ judged }) => judged.names.isLabelled)) return question;
  return { ...question, alternatives: [...question.alternatives, fromFolders(told)] };
}

const fromFolders = (tables: readonly NamingTable[]) => ({
  choices: { labels: 'folders' as const },
  title: 'Classes from folders',
  description: `${tables.map(({ table }) => quoted(table.path)).join(', ')} tell no labels.`,
  flag: labelsFlag('folders'),
  previews: [],
});

function rowsByImage({ judged: { names, looking } }: NamingTable, shelves: ImageShelves) {
  const rows = new Map<number, readonly string[]>();
  for (const { cells } of names.rows) {
    const found = shelves.names.find(cells[names.fileColumn] ?? '', looking);
    if (found.kind === 'one') rows.set(found.at, cells);
  }
  return rows;
}

/** Whether two tables of one column each tell different labels of an image. */
function contradict(
  tables: readonly NamingTable[],
  rows: ReadonlyMap<NamingTable, RowsByImage>,
): boolean {
  const known = new Map<number, string>();
  return tables.some((one) =>
    [...rows.get(one)!].some(([at, cells]) => {
      const label = cells[one.judged.names.labelColumns[0]] ?? '';
      const before = known.get(at) ?? label;
      known.set(at, label);
      return before !== label;
    }),
  );
}

/** The columns of all tables; of those without a header only what no other column says under its name. */
function candidatesOf(
  tables: readonly NamingTable[],
  rows: ReadonlyMap<NamingTable, RowsByImage>,
): readonly Candidate[] {
  const all = tables.flatMap((from) => {
    const { header, labelColumns, title } = from.judged.names;
    const isTitled = tables.length > 1 && title !== null;
    return labelColumns.map((column): Candidate => {
      return { name: isTitled ? title : nameOfColumn(header, column), column, from };
    });
  });
  const isNamed = ({ from }: Candidate) => from.judged.names.header !== null;
  const named = all.filter(isNamed);
  const saysSame = (one: Candidate, other: Candidate) =>
    [...rows.get(one.from)!].every(
      ([at, cells]) => rows.get(other.from)!.get(at)?.[other.column] === cells[one.column],
    );
  const unnamed = all.filter(
    (one) => !isNamed(one) && !named.some((other) => saysSame(one, other)),
  );
  return [...named, ...unnamed];
}
