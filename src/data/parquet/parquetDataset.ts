/**
 * Parquet tables with an image file and a label in each row, as the Hugging Face Hub has them, in
 * one file or several. Images are decoded a row group at a time.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { splitNames } from '../../spec/units.ts';
import { labelledDataset } from '../arrays/labelledDataset.ts';
import type { ImageDecoder } from '../codecs/decodedImage.ts';
import type { KeepingOptions } from '../kept/keptReading.ts';
import { paintImages, type UndecodedImage } from '../layout/imageCanvas.ts';
import { orderedClasses } from '../layout/orderedClasses.ts';
import { assignSplits, type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { ReadingTask } from '../progress.ts';
import type { Reading } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { labelQuestion } from '../tables/labelQuestion.ts';
import { listedColumns, otherColumn } from '../tables/tableColumns.ts';
import { featuresOf, type LabelColumn } from './parquetFeatures.ts';
import {
  openParquet,
  type ParquetColumn,
  type ParquetFile,
  parquetError,
  readGroup,
} from './parquetFile.ts';
import type { Cell } from './parquetPages.ts';

/** A Parquet file, or an entry of an archive. */
export interface ParquetSource {
  readonly file: string;
  readonly entry: string | null;
  readonly bytes: Uint8Array;
}

/** A table with its columns found and its labels read. */
interface Table {
  readonly file: ParquetFile;
  readonly image: ParquetColumn;
  readonly role: SplitRole | null;
  readonly labels: readonly (number | string)[];
}

/**
 * A data set of the images in the tables' rows, those for testing told by the files' names
 * (`train-00000-of-00002.parquet`, `test/0000.parquet`), or what must be chosen first.
 * @throws DataError where a table is damaged, has no images or labels, or is unlike the others.
 */
export async function readParquetDataset(
  sources: readonly ParquetSource[],
  name: string,
  choices: ReadingChoices,
  limits: DataLimits,
  decode: ImageDecoder,
  task: ReadingTask & KeepingOptions,
): Promise<Reading> {
  const files = sources
    .map(({ bytes, ...place }) => openParquet(bytes, place, limits))
    .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const [first] = files;
  const { labels } = featuresOf(first);
  const label = labelOf(first, labels, choices);
  if (label === null) return { kind: 'choice', questions: [await askForLabel(first, labels)] };
  const tables = await Promise.all(files.map((file) => readTable(file, label)));
  const labelled = tables.filter((table) => !isUnlabelled(table));
  const splits = assignSplits(labelled.length === 0 ? tables : labelled, ({ role }) => role);
  const ordered = splitNames.flatMap((name) => splits[name]);
  const painted = await paintImages(
    ordered.flatMap((table) => imagesOf(table, decode, task)),
    choices,
    limits,
    task,
  );
  if (painted.kind === 'undecided') return { kind: 'choice', questions: painted.questions };
  const { classNames, numbersOf } = numbering(ordered, label);
  const { shape, pixels, leftOut, recorded } = painted;
  const size = shape.height * shape.width * shape.channels;
  const isKept = keptRows(ordered, leftOut);
  const labelsOf = (members: readonly Table[]) =>
    members.flatMap((table) => numbersOf(table).filter((_, row) => isKept(table, row)));
  // The images lie in memory as their tables are ordered.
  const split = (members: readonly Table[]) => {
    const start = size * labelsOf(ordered.slice(0, ordered.indexOf(members[0]))).length;
    const labels = Int32Array.from(labelsOf(members));
    const images = pixels.subarray(start, start + size * labels.length);
    return { file: members[0].file.file, images, labels };
  };
  const held = (members: readonly Table[]) =>
    labelsOf(members).length === 0 ? null : split(members);
  const dataset = labelledDataset(
    {
      name,
      format: `Parquet, ${formatCount(files.length)} ${files.length === 1 ? 'file' : 'files'}`,
      shape,
      train: split(splits.train),
      validation: held(splits.validation),
      test: held(splits.test),
      classNames,
      notes: [...splits.notes, ...painted.notes, ...unlabelledNotes(tables, labelled)],
    },
    limits,
  );
  if (recorded === null) return { kind: 'dataset', dataset };
  return { kind: 'dataset', dataset: { ...dataset, reading: { leaveOut: recorded } } };
}

/** Whether a row of a table is among the images that were not left out. */
function keptRows(tables: readonly Table[], leftOut: ReadonlySet<number>) {
  const starts = new Map<Table, number>();
  let start = 0;
  for (const table of tables) {
    starts.set(table, start);
    start += table.file.rows;
  }
  return (table: Table, row: number): boolean => !leftOut.has(starts.get(table)! + row);
}

const pathOf = ({ file, entry }: ParquetFile): string => entry ?? file;

/** The column that is chosen, or the only one; null where it must be asked. */
function labelOf(
  file: ParquetFile,
  labels: readonly LabelColumn[],
  choices: ReadingChoices,
): LabelColumn | null {
  if (choices.label === undefined) return labels.length === 1 ? labels[0] : null;
  const chosen = labels.find(({ name }) => name === choices.label);
  if (chosen !== undefined) return chosen;
  const found = `no column ${quoted(choices.label)} of labels`;
  const allowed = listedColumns(labels.map(({ name }) => name));
  throw parquetError(file, 'its columns', found, allowed, otherColumn);
}

/** The split that the file's name tells, or a folder that it lies in. */
function roleOf(file: ParquetFile): SplitRole | null {
  const parts = pathOf(file).split('/').reverse();
  return parts.map(splitRoleOf).find((role) => role !== null) ?? null;
}

async function askForLabel(file: ParquetFile, labels: readonly LabelColumn[]) {
  const columns = await Promise.all(
    labels.map(async (label) => ({
      name: label.name,
      values: label.classNames ?? (await readLabels(file, label)).map(String),
    })),
  );
  return labelQuestion(file.entry ?? file.file, columns);
}

async function readTable(file: ParquetFile, label: LabelColumn): Promise<Table> {
  const { image, labels } = featuresOf(file);
  const same = labels.find(({ name }) => name === label.name);
  if (same === undefined || String(same.classNames) !== String(label.classNames)) {
    throw parquetError(
      file,
      'its columns',
      `the labels ${quoted(label.name)} are missing, or have other names than in another file`,
      'tables of equal columns',
      'choose tables that belong together',
    );
  }
  return { file, image, role: roleOf(file), labels: await readLabels(file, same) };
}

async function readLabels(file: ParquetFile, { column }: LabelColumn) {
  const labels: (number | string)[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let group = 0; group < file.groups.length; group++) {
    for (const cell of await readGroup(file, group, column)) {
      labels.push(
        labelIn(cell, decoder, () => rowError(file, labels.length, 'no label, or none in UTF-8')),
      );
    }
  }
  return labels;
}

function labelIn(cell: Cell, decoder: TextDecoder, refuse: () => Error): number | string {
  if (typeof cell === 'number') return cell;
  try {
    if (cell !== null && cell.length > 0) return decoder.decode(cell);
  } catch {
    // Refused below, as a label that is missing is.
  }
  throw refuse();
}

function rowError(file: ParquetFile, row: number, found: string) {
  return parquetError(
    file,
    `row ${formatCount(row + 1)}`,
    found,
    'an image file and a label in each row',
    'write the table again, or choose another',
  );
}

/** Test splits of contests have -1 for every label. */
const isUnlabelled = ({ labels }: Table): boolean => labels.every((label) => label === -1);

function unlabelledNotes(tables: readonly Table[], labelled: readonly Table[]): string[] {
  if (labelled.length === 0) return [];
  return tables
    .filter((table) => !labelled.includes(table))
    .map(
      ({ file }) =>
        `${pathOf(file)}: its ${formatCount(file.rows)} images have no labels and were left out.`,
    );
}

/** Numbers for the labels: as the files have them, or by the order of texts. */
function numbering(tables: readonly Table[], label: LabelColumn) {
  if (label.column.type !== 'BYTE_ARRAY') {
    return { classNames: label.classNames, numbersOf: ({ labels }: Table) => labels.map(Number) };
  }
  const classNames = orderedClasses(tables.flatMap(({ labels }) => labels.map(String)));
  const indexOf = new Map(classNames.map((text, index) => [text, index]));
  const numbersOf = ({ labels }: Table) => labels.map((text) => indexOf.get(String(text))!);
  return { classNames, numbersOf };
}

/** The images of a table in the order of its rows; read in that order, each row group once. */
function imagesOf(
  { file, image }: Table,
  decode: ImageDecoder,
  { kept }: KeepingOptions,
): UndecodedImage[] {
  let held: { readonly group: number; readonly cells: Promise<Cell[]> } | null = null;
  const cellsOf = (group: number) => {
    if (held?.group !== group) held = { group, cells: readGroup(file, group, image) };
    return held.cells;
  };
  let start = 0;
  return file.groups.flatMap(({ rows }, group) => {
    const first = start;
    start += rows;
    return Array.from({ length: rows }, (_, index): UndecodedImage => {
      const row = first + index;
      const path = `${pathOf(file)}, row ${formatCount(row + 1)}`;
      return {
        key: kept?.images.keyAt(file.bytes, row),
        file: file.file,
        path,
        // Its share of the file: how long a cell is shows once it is read.
        size: file.bytes.length / file.rows,
        decode: async () => {
          const cell = (await cellsOf(group))[index];
          if (!(cell instanceof Uint8Array))
            throw rowError(file, row, 'no image, or only its path');
          return decode(cell, { file: path, entry: null });
        },
      };
    });
  });
}
