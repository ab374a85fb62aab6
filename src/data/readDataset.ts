/**
 * From files as a person drops them to a data set: each is put with its format, by content and then by
 * name, and read as its format is. Nothing is taken from files that are refused.
 */
import { formatCount } from '../lib/numberFormat.ts';
import { longestClassName } from '../spec/units.ts';
import { withoutSystemFiles } from './archives/systemFiles.ts';
import { DataError } from './dataError.ts';
import type { AnyDataset, Dataset } from './dataset.ts';
import type { ImageModules } from './formats/format.ts';
import { readable } from './formats/formats.ts';
import { type KeepingOptions, madeOnce } from './kept/keptReading.ts';
import { type DataLimits, defaultLimits, quoted } from './limits.ts';
import { readImages } from './pile/readImages.ts';
import type { ReadingTask } from './progress.ts';
import { type Reading, UndecidedError } from './reading.ts';
import type { ReadingChoices } from './readingChoices.ts';
import type { SourceFile } from './sourceFile.ts';
import { datasetName, plainName, sharedFolder } from './sources/datasetName.ts';
import { checkOneFormat } from './sources/oneFormat.ts';
import type { ArchiveFile } from './sources/openFiles.ts';
import { readData } from './sources/readData.ts';
import { heldIn, sortFiles } from './sources/sortFiles.ts';
import type { UnsortedFile } from './sources/unsortedFile.ts';
import type { StreamingOptions } from './streaming/fileImages.ts';

/** How to read; `signal` and `onProgress` follow the reading. */
export interface ReadOptions extends ReadingTask, ImageModules, StreamingOptions, KeepingOptions {
  /** Name of the data set; else that of the folder or archive. */
  readonly name?: string;
  readonly limits?: Partial<DataLimits>;
  /** Answers to what files leave open. */
  readonly choices?: ReadingChoices;
}

/** Options of those whose data sets must all fit into memory. */
export type InMemoryOptions = ReadOptions & { readonly streaming?: undefined };

/**
 * Reads files into a data set: IDX files with their labels (as MNIST), NumPy arrays with theirs,
 * Parquet tables of images, CIFAR's binary batches, tables of pixels, zip and tar archives of these
 * or of images in class folders, or the files of such a folder. Where they can be read in several
 * ways and `options.choices` does not decide, the outcome is questions (see readingChoices.ts).
 * Order of files does not matter; equal data have equal hashes. Peak memory is at most twice the
 * decoded data, plus the files' own bytes.
 * @throws DataError where files are missing, damaged, of a kind that is not read, or too large, and
 * the signal's reason when it is aborted.
 */
export async function readOrAsk(
  files: readonly SourceFile[],
  options?: InMemoryOptions,
): Promise<Reading>;
export async function readOrAsk(
  files: readonly SourceFile[],
  options?: ReadOptions,
): Promise<Reading<AnyDataset>>;
export async function readOrAsk(
  files: readonly SourceFile[],
  options: ReadOptions = {},
): Promise<Reading<AnyDataset>> {
  const limits = { ...defaultLimits, ...options.limits };
  const notes: string[] = [];
  const folder = sharedFolder(files.map(({ name }) => name)) ?? 'The files given';
  const data = withoutSystemFiles(files, ({ name }) => name, folder, notes);
  checkCount(data, limits);
  const { kept } = options;
  const task = kept?.following(options) ?? options;
  const sort = () => sortFiles(data.map(unsorted), limits, task);
  const sorted = await madeOnce(kept, kept ?? options, 'sorted', sort, heldIn);
  checkOneFormat(sorted);
  const paths = data.map(({ name }) => name);
  const nameFrom = (archives: readonly ArchiveFile[]) =>
    plainName(options.name ?? datasetName(paths, sorted, archives));
  const name = nameFrom(sorted.archives);
  const settings = { ...options, choices: options.choices ?? {}, name, nameFrom, limits, notes };
  const reading = (await readData(sorted, settings)) ?? (await readImages(sorted, settings));
  if (reading.kind === 'choice') return reading;
  const { dataset } = reading;
  checkClassNames(dataset);
  const told = { ...dataset, notes: [...dataset.notes, ...notes] };
  return { kind: 'dataset', dataset: withReading(told, options.choices) };
}

/** Records the answers that a data set was read with: of images left out, which they were. */
function withReading(
  { reading: found, ...dataset }: AnyDataset,
  { leaveOut: _, ...choices }: ReadingChoices = {},
): AnyDataset {
  const reading = { ...choices, ...found };
  return Object.keys(reading).length === 0 ? dataset : { ...dataset, reading };
}

/**
 * As {@link readOrAsk}, for those who cannot ask.
 * @throws DataError that also names what would decide, where something is left open.
 */
export async function readDataset(
  files: readonly SourceFile[],
  options?: InMemoryOptions,
): Promise<Dataset>;
export async function readDataset(
  files: readonly SourceFile[],
  options?: ReadOptions,
): Promise<AnyDataset>;
export async function readDataset(
  files: readonly SourceFile[],
  options: ReadOptions = {},
): Promise<AnyDataset> {
  const reading = await readOrAsk(files, options);
  if (reading.kind === 'choice') throw new UndecidedError(reading.questions);
  return reading.dataset;
}

/** Experiments name classes, so names must be as they allow. */
function checkClassNames({ name, classes }: AnyDataset): void {
  const long = classes.find(({ length }) => length > longestClassName);
  if (long === undefined) return;
  throw new DataError({
    file: name,
    place: `class ${quoted(long)}`,
    found: `a class name of ${formatCount(long.length)} characters`,
    allowed: `at most ${formatCount(longestClassName)}`,
    remedy: 'give the class a shorter name',
  });
}

const unsorted = ({ name, size, bytes, part, openable }: SourceFile): UnsortedFile => ({
  file: name,
  entry: null,
  size,
  read: bytes,
  readPart: part,
  openable,
});

function checkCount(files: readonly SourceFile[], limits: DataLimits): void {
  const count = files.length;
  if (count > 0 && count <= limits.entries) return;
  throw new DataError({
    file: 'The files given',
    place: null,
    found: count === 0 ? 'there are none' : `there are ${formatCount(count)}`,
    allowed: count === 0 ? readable : `at most ${formatCount(limits.entries)} files`,
    remedy: count === 0 ? 'choose files or a folder' : 'choose fewer files',
  });
}
