/**
 * From files as a person drops them to a data set: looks at each file's content, then its name,
 * and hands them to the reader of their kind. Nothing is taken from files that are refused.
 */
import { formatCount, formatCounted } from '../lib/numberFormat.ts';
import { longestClassName } from '../spec/units.ts';
import { fileNameOf, sharedFolders } from './archives/entryNames.ts';
import { withoutSystemFiles } from './archives/systemFiles.ts';
import { readArrayDataset } from './arrays/arrayDataset.ts';
import { readCifarDataset } from './arrays/cifarDataset.ts';
import { readIdxDataset } from './arrays/idxDataset.ts';
import { DataError } from './dataError.ts';
import type { AnyDataset, Dataset } from './dataset.ts';
import { splitRoleOf } from './layout/splitRole.ts';
import { type DataLimits, defaultLimits, quoted } from './limits.ts';
import { readParquetDataset } from './parquet/parquetDataset.ts';
import { findPile } from './pile/findPile.ts';
import { readImagePile } from './pile/pileDataset.ts';
import type { ReadingTask } from './progress.ts';
import { type Reading, UndecidedError } from './reading.ts';
import type { ReadingChoices } from './readingChoices.ts';
import type { Container, LazyFile } from './sources/container.ts';
import {
  createImageDecoder,
  type ImageModules,
  notesOnRest,
  withinBytes,
} from './sources/imageSources.ts';
import { openArchives } from './sources/openArchives.ts';
import { pickle } from './sources/sniff.ts';
import {
  type ArchiveFile,
  type AsideFile,
  type OpenedFile,
  pathOf,
  type SortedFiles,
  sortFiles,
  type UnsortedFile,
} from './sources/sortFiles.ts';
import type { StreamingOptions } from './streaming/fileImages.ts';
import type { OpenableFile } from './streaming/fileStretch.ts';
import { isListName, type LabelFile } from './tables/labelLists.ts';
import { readTableDataset } from './tables/tableDataset.ts';

/** A file as the platform gives it. */
export interface SourceFile {
  /** Its name; for files of a dropped folder the path in it, with forward slashes. */
  readonly name: string;
  readonly size: number;
  readonly bytes: () => Promise<Uint8Array>;
  /** The bytes from `start` to before `end` alone: archives larger than memory are read so. */
  readonly part?: (start: number, end: number) => Promise<Uint8Array>;
  /** The file itself, where a thread can open it: images may then stay there. */
  readonly openable?: OpenableFile;
}

/** How to read; `signal` and `onProgress` follow the reading. */
export interface ReadOptions extends ReadingTask, ImageModules, StreamingOptions {
  /** Name of the data set; else that of the folder or archive. */
  readonly name?: string;
  readonly limits?: Partial<DataLimits>;
  /** Answers to what files leave open. */
  readonly choices?: ReadingChoices;
}

/** Options of those whose data sets must all fit into memory. */
export type InMemoryOptions = ReadOptions & { readonly streaming?: undefined };

/** Entries of an archive that are looked at for arrays: those with likely names, and some others. */
const arrayNames =
  /\.(npy|parquet|bin|csv|tsv|txt)$|_names\.txt$|batches\.meta\.txt$|idx\d|ubyte|images?$|labels?$|\.gz$/i;
const manyEntries = 1000;
/** Lists of labels are no longer, all together, in bytes. */
const maxListBytes = 2 ** 26;
const fewEntries = 16;
/** What may be dropped, for messages. */
export const readable =
  'IDX files (.gz or not), NumPy arrays (.npy, .npz), Parquet tables of images, CIFAR’s binary files, tables of pixels (.csv, .tsv), zip and tar archives (.tar.gz too) of these or of images in class folders, and dropped folders of PNG, JPEG, WebP, GIF, BMP or PGM/PPM images';

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
  const sorted = await sortFiles(data.map(unsorted), limits, options);
  checkOneKind(sorted);
  const nameFrom = (archives: readonly ArchiveFile[]) =>
    plainText(options.name ?? nameFor(data, sorted, archives));
  const name = nameFrom(sorted.archives);
  const reading = await readSorted(sorted, { ...options, name, nameFrom, limits, notes });
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

/** What reading needs besides the files. */
interface Settings extends ReadOptions {
  readonly name: string;
  /** The name where only some of the archives are part of the data. */
  readonly nameFrom: (archives: readonly ArchiveFile[]) => string;
  readonly limits: DataLimits;
  /** Grows while files are read. */
  readonly notes: string[];
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

async function readSorted(sorted: SortedFiles, settings: Settings): Promise<Reading<AnyDataset>> {
  const { archives, images } = sorted;
  if (archives.length === 0 && images.length === 0) return (await readArrays(sorted, settings))!;
  const { limits, notes, choices = {} } = settings;
  const opened = await openArchives(archives, choices, limits, notes);
  if ('kind' in opened) return { kind: 'choice', questions: [opened] };
  const containers = images.length > 0 ? [loose(sorted), ...opened] : opened;
  const beside = images.length > 0 ? [] : sorted.unknown.map(lazily);
  const found = await findPile(containers, choices, beside, settings);
  if (found.kind !== 'found') return { kind: 'choice', questions: [found] };
  const rest = beside.filter((file) => !found.tables.has(file));
  notes.push(...notesOnRest(settings.name, rest), ...found.notes);
  if (found.images.length === 0) return readArchivedArrays(containers, settings);
  const filled = new Set(found.images.map(({ container }) => container));
  const used = archives.filter((_, index) => filled.has(opened[index]));
  const what = found.images.some(({ source }) => source === 'table')
    ? 'images with a table of labels'
    : 'images in class folders';
  const looseCount = found.images.filter(({ container }) => !container.isArchive).length;
  const from = [
    ...(looseCount === 0 ? [] : [formatCounted(looseCount, 'file')]),
    ...(used.length === 0 ? [] : [countOf(used)]),
  ].join(' and ');
  const turns = new Map(containers.flatMap(({ files }) => files).map((file, at) => [file, at]));
  return readImagePile(found.images, {
    ...settings,
    name: settings.nameFrom(used),
    format: `${what}, ${from}`,
    choices,
    decoder: createImageDecoder(settings, limits),
    turnOf: ({ image }) => turns.get(image)!,
  });
}

const decided = (dataset: Dataset): Reading => ({ kind: 'dataset', dataset });

function countOf(archives: readonly ArchiveFile[]): string {
  const kinds = [...new Set(archives.map(({ kind }) => kind))].join(' and ');
  return formatCounted(archives.length, `${kinds} archive`);
}

/** The data set of files that hold arrays of images; null where there are none. */
async function readArrays(sorted: SortedFiles, settings: Settings): Promise<Reading | null> {
  const { idx, npy, parquet, cifar, classNames, tables } = sorted;
  const { name, limits, notes, choices = {} } = settings;
  if (firstArrays(sorted).length === 0) return null;
  const lists = npy.length > 0 ? await labelFiles(sorted.unknown) : [];
  const isList = ({ path }: AsideFile) => lists.some((list) => list.path === path);
  const rest = sorted.unknown.filter((file) => !isList(file));
  notes.push(...notesOnRest(name, rest));
  if (npy.length > 0) {
    return readArrayDataset(npy, name, limits, { lists, choices });
  }
  if (parquet.length > 0) {
    const decode = createImageDecoder(settings, limits);
    return readParquetDataset(parquet, name, choices, limits, decode, settings);
  }
  if (cifar.length > 0) return decided(readCifarDataset(cifar, classNames, name, limits));
  if (tables.length > 0) return readTableDataset(tables, name, limits, choices);
  const files = idx.map((file) => ({ name: pathOf(file), bytes: file.bytes }));
  return readIdxDataset(files, name, choices, limits);
}

/** Files that may hold lists of labels. */
async function labelFiles(files: readonly AsideFile[]): Promise<LabelFile[]> {
  const named = files.filter(({ path }) => isListName(path));
  const texts = withinBytes(named, maxListBytes);
  return Promise.all(texts.map(async ({ path, read }) => ({ path, bytes: await read() })));
}

const lazily = ({ path, size, read }: Pick<AsideFile, 'path' | 'size' | 'read'>): LazyFile => ({
  path,
  size,
  read,
  identity: null,
});

/** An image among the files given; that of a small file is an entry that is held. */
function looseImage(image: UnsortedFile): LazyFile {
  const { size, read, openable } = image;
  const whole = { start: 0, end: size, inflated: null, crc: null };
  const stretch = openable === undefined ? undefined : { file: openable, ...whole };
  return { path: pathOf(image), size, read, identity: null, stretch };
}

function loose({ images, unknown, archives }: SortedFiles): Container {
  const found = images.map(looseImage);
  const files = [...found, ...unknown.map(lazily)];
  const paths = images.map(pathOf);
  const file = sharedFolder(paths) ?? 'The files given';
  const root = sharedFolders([...paths, ...archives.map(({ file }) => file)]);
  return { file, files, isArchive: false, root };
}

/** Files of arrays in archives without images; other entries are no help. */
async function readArchivedArrays(
  containers: readonly Container[],
  settings: Settings,
): Promise<Reading> {
  const entries = containers.flatMap(({ file, files }) =>
    files.map(
      (one): UnsortedFile => ({ file, entry: one.path, size: one.size, read: () => one.read() }),
    ),
  );
  const likely = entries.filter(({ entry }) => arrayNames.test(entry ?? ''));
  const others = entries.filter(({ entry }) => !arrayNames.test(entry ?? '')).slice(0, fewEntries);
  const sorted = await sortFiles(
    [...likely.slice(0, manyEntries), ...others],
    settings.limits,
    settings,
  );
  checkArrayKinds(sorted);
  const reading = await readArrays(sorted, settings);
  if (reading !== null) return reading;
  const pickled = sorted.unknown.find(({ what }) => what === pickle);
  if (pickled !== undefined) throw pickleError(containers[0].file, pickled.path);
  const first = entries.length === 0 ? '' : `, but ${quoted(entries[0].entry ?? '')}`;
  throw new DataError({
    file: containers[0].file,
    place: null,
    found: `no images in ${formatCount(entries.length)} entries${first}`,
    allowed: 'archives of images in class folders, of NumPy arrays, or of IDX files',
    remedy: 'unpack archives inside the archive, and drop the folder with the class folders',
  });
}

function checkOneKind(sorted: SortedFiles): void {
  const { archives, images, unknown } = sorted;
  // Images may lie in archives and beside them.
  const first: FileName[] = [...firstArrays(sorted), archives[0] ?? images[0]].filter(
    (file) => file !== undefined,
  );
  if (first.length > 1) throw mixedKinds(first[0], first[1]);
  if (first.length === 0) {
    const [{ path, what }] = unknown;
    if (what === pickle) throw pickleError(path, null);
    throw kindError(path, `it is ${what}`, 'convert the data, or choose other files');
  }
}

/** CIFAR's Python version is the one that most people find first. */
function pickleError(file: string, entry: string | null): DataError {
  return new DataError({
    file,
    place: entry === null ? null : `entry ${quoted(entry)}`,
    found: `it is ${pickle}, and opening one can run any code`,
    allowed: readable,
    remedy: 'for CIFAR, take the binary version; save other data with numpy.save',
  });
}

/** What messages call a file by. */
type FileName = Pick<UnsortedFile, 'file' | 'entry'>;

function checkArrayKinds(sorted: SortedFiles): void {
  const first = firstArrays(sorted);
  if (first.length > 1) throw mixedKinds(first[0], first[1]);
}

const firstArrays = ({ idx, npy, parquet, cifar, tables }: SortedFiles): OpenedFile[] =>
  [idx[0], npy[0], parquet[0], cifar[0], tables[0]].filter((file) => file !== undefined);

const mixedKinds = (one: FileName, other: FileName): DataError =>
  kindError(pathOf(one), `${quoted(pathOf(other))} is of another kind`, 'choose files of one kind');

function kindError(file: string, found: string, remedy: string): DataError {
  return new DataError({ file, place: null, found, allowed: readable, remedy });
}

/** The folder that all files share, else the archives' names as far as they agree. */
function nameFor(
  given: readonly SourceFile[],
  { archives: all, idx, npy, parquet, cifar, tables }: SortedFiles,
  archives: readonly ArchiveFile[],
): string {
  const unused = new Set(all.filter((one) => !archives.includes(one)).map(({ file }) => file));
  const files = given.filter(({ name }) => !unused.has(name));
  const folder = sharedFolder(files.map(({ name }) => name));
  if (folder !== null) return folder;
  const main = [archives, idx, npy, parquet, cifar, tables]
    .find((kind) => kind.length > 0)
    ?.map(({ file }) => file);
  const stems = (main ?? files.map(({ name }) => name)).map((name) =>
    fileNameOf(name).replace(/(\.tar)?\.[^.]*$/, ''),
  );
  const shared = stems.reduce(sharedStart);
  const words = shared.replace(/[\s_.-]+[^\s_.-]*$/, '');
  const isTold = shared !== stems[0] && words !== shared && words.length >= 3;
  if (isTold) return words;
  // Four files that are called train-… and t10k-… say what they are, not what they show.
  if (npy.length > 1) return 'NumPy images';
  if (parquet.length > 0 && splitRoleOf(stems[0]) !== null) return 'Parquet images';
  return idx.length > 1 ? 'IDX images' : stems[0];
}

/** The folder that all paths start with; null where they lie in several or in none. */
function sharedFolder(paths: readonly string[]): string | null {
  const folders = new Set(paths.map((path) => path.split('/').slice(0, -1)[0] ?? ''));
  const [folder] = folders;
  return folders.size === 1 && folder !== '' ? folder : null;
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

const plainText = (name: string): string => name.replace(/\p{C}/gu, '').slice(0, 100) || 'Data';
