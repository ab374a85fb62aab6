/** Files by what they hold: each is looked at once, inflated if it is gzip, and put with its kind. */
import { gunzip } from '../archives/gzip.ts';
import { gzipSource, inflatedStart } from '../archives/gzipSource.ts';
import { isCifarBatch, isCifarNames } from '../arrays/cifarDataset.ts';
import { DataError } from '../dataError.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import type { TaskOptions } from '../progress.ts';
import { ProgressReporter } from '../progressReporter.ts';
import type { OpenableFile } from '../streaming/fileStretch.ts';
import { isTable } from '../tables/tableDataset.ts';
import { type ByteSource, heldBytes, readAhead } from './byteSource.ts';
import { isImageName } from './imageSources.ts';
import { describeUnknown, type FileKind, kindOf } from './sniff.ts';

/** A file, or an entry of an archive, that is not read yet. */
export interface UnsortedFile {
  /** The file as the person knows it; for an entry, its archive. */
  readonly file: string;
  readonly entry: string | null;
  readonly size: number;
  readonly read: () => Uint8Array | Promise<Uint8Array>;
  /** Reads the bytes from `start` to before `end` alone, where that can be done. */
  readonly readPart?: ((start: number, end: number) => Promise<Uint8Array>) | undefined;
  /** The file, where a thread can open it by itself. */
  readonly openable?: OpenableFile | undefined;
}

/** An archive; one on disk may be larger than memory. */
export interface ArchiveFile {
  readonly file: string;
  readonly entry: string | null;
  readonly kind: 'zip' | 'tar';
  readonly source: ByteSource;
}

/** A file's content, no longer compressed. */
export interface OpenedFile {
  readonly file: string;
  readonly entry: string | null;
  readonly bytes: Uint8Array;
}

/** Files that were set aside, and what they are. */
export interface AsideFile {
  readonly path: string;
  readonly what: string;
  readonly size: number;
  readonly read: () => Uint8Array | Promise<Uint8Array>;
}

export interface SortedFiles {
  readonly idx: OpenedFile[];
  readonly npy: OpenedFile[];
  readonly parquet: OpenedFile[];
  /** Binary batches, which have no mark of their own and are told by their names. */
  readonly cifar: OpenedFile[];
  /** Tables of numbers as text. */
  readonly tables: OpenedFile[];
  /** Lists of class names, as they lie beside such batches. */
  readonly classNames: OpenedFile[];
  readonly archives: ArchiveFile[];
  /** Images wait to be read. */
  readonly images: UnsortedFile[];
  readonly unknown: AsideFile[];
}

/** Beyond so many files, those with names of images are looked at only when they are decoded. */
const fewFiles = 16;
/** Larger files are looked at before they are read whole, in bytes; so much tells any kind. */
const largeFile = 2 ** 20;
const tellingStart = 1024;
/** Larger gzip files are not held, where they hold a tar; passes over them cost time instead. */
const largeGzip = 2 ** 26;
/** No list of class names is longer, in bytes. */
const longestList = 65_536;
const imageKinds: ReadonlySet<FileKind | null> = new Set<FileKind>([
  'png',
  'jpeg',
  'webp',
  'gif',
  'bmp',
  'pnm',
]);

/** The path of a file, or of an entry in its archive. */
export const pathOf = ({ file, entry }: { file: string; entry: string | null }): string =>
  entry ?? file;

/**
 * Reads and sorts files, archives that are files on disk but in parts; all that is held at once
 * stays within the limit of decoded bytes.
 * @throws DataError for files that cannot be read, inflated, or that are too large together, and
 * the signal's reason when it is aborted.
 */
export async function sortFiles(
  files: readonly UnsortedFile[],
  limits: DataLimits,
  task: TaskOptions = {},
): Promise<SortedFiles> {
  const sorted: SortedFiles = {
    idx: [],
    npy: [],
    parquet: [],
    cifar: [],
    tables: [],
    classNames: [],
    archives: [],
    images: [],
    unknown: [],
  };
  let room = limits.decodedBytes;
  const progress = new ProgressReporter(task);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const file of files) {
    done += file.size;
    if (files.length > fewFiles && isImageName(pathOf(file))) {
      sorted.images.push(file);
      continue;
    }
    const archive = await largeArchive(file, limits, task);
    if (archive !== null) {
      sorted.archives.push(archive);
      continue;
    }
    const held = await bytesOf(file, room);
    const bytes = inflated(held, file, Math.min(room, largestContent(held, limits)));
    if (put(file, bytes, sorted)) room -= bytes.length;
    await progress.step({ stage: 'read', what: file.file, done, total, unit: 'bytes' });
  }
  return onlyStrong(withMisfits(sorted, files));
}

/** Files that are called images and are none, among others that are: they are told of as broken images. */
function withMisfits(sorted: SortedFiles, files: readonly UnsortedFile[]): SortedFiles {
  if (sorted.images.length === 0) return sorted;
  const isMisfit = ({ path }: AsideFile) => isImageName(path);
  const misfits = new Set(sorted.unknown.filter(isMisfit).map(({ path }) => path));
  if (misfits.size === 0) return sorted;
  return {
    ...sorted,
    images: [...sorted.images, ...files.filter((file) => misfits.has(pathOf(file)))],
    unknown: sorted.unknown.filter((file) => !isMisfit(file)),
  };
}

/** Files that are told by their names alone are left aside where others say by content what they are. */
function onlyStrong(sorted: SortedFiles): SortedFiles {
  const { idx, npy, parquet, archives, images, cifar, tables, classNames, unknown } = sorted;
  const isTold = [idx, npy, parquet, archives, images].some((kind) => kind.length > 0);
  const isCifar = !isTold && cifar.length > 0;
  const isTables = !isTold && !isCifar;
  const aside = [...(isCifar ? [] : [...cifar, ...classNames]), ...(isTables ? [] : tables)].map(
    (file) => ({
      path: pathOf(file),
      what: describeUnknown(file.bytes),
      size: file.bytes.length,
      read: () => file.bytes,
    }),
  );
  return {
    ...sorted,
    cifar: isCifar ? cifar : [],
    classNames: isCifar ? classNames : [],
    tables: isTables ? tables : [],
    unknown: [...unknown, ...aside],
  };
}

/** Puts a file with its kind; whether its content is held from now on. */
function put(source: UnsortedFile, bytes: Uint8Array, sorted: SortedFiles): boolean {
  const { file, entry } = source;
  const opened = { file, entry, bytes };
  const kind = kindIn(bytes, pathOf(source));
  if (imageKinds.has(kind)) sorted.images.push(source);
  else if (kind === 'idx') return sorted.idx.push(opened) > 0;
  else if (kind === 'npy') return sorted.npy.push(opened) > 0;
  else if (kind === 'parquet') return sorted.parquet.push(opened) > 0;
  else if (kind === 'zip' || kind === 'tar') {
    return sorted.archives.push({ file, entry, kind, source: heldBytes(bytes) }) > 0;
  } else if (kind === null && isNamedAsBatch(pathOf(source))) return sorted.cifar.push(opened) > 0;
  else if (kind === null && isCifarNames(pathOf(source)) && bytes.length <= longestList) {
    return sorted.classNames.push(opened) > 0;
  } else if (kind === null && (isNamedAsTable(pathOf(source)) || isTable(bytes))) {
    return sorted.tables.push(opened) > 0;
  } else {
    const { size, read } = source;
    sorted.unknown.push({ path: pathOf(source), what: describeUnknown(bytes), size, read });
  }
  return false;
}

/** A batch of CIFAR's may start as IDX does: a label 0 and dark pixels. */
function kindIn(bytes: Uint8Array, path: string): FileKind | null {
  const kind = kindOf(bytes);
  if (kind === 'idx' && isNamedAsBatch(path) && isCifarBatch(bytes)) return null;
  return kind ?? (isNamedAsIdx(path) ? 'idx' : null);
}

/** Named as MNIST's files are: then what is wrong inside is worth telling. */
const isNamedAsIdx = (name: string): boolean => /idx\d|ubyte/i.test(name);

const isNamedAsTable = (name: string): boolean => /\.(csv|tsv)(\.gz)?$/i.test(name);
const isNamedAsBatch = (name: string): boolean => /\.bin(\.gz)?$/i.test(name);

/** What a packed file may come to: as images, beyond some bytes no more than so many times its own. */
const largestContent = (packed: Uint8Array, { decodedRatio, unquestionedBytes }: DataLimits) =>
  Math.max(unquestionedBytes, decodedRatio * packed.length);

function inflated(bytes: Uint8Array, source: UnsortedFile, limit: number): Uint8Array {
  if (kindOf(bytes) !== 'gzip') return bytes;
  const { file, entry } = source;
  const place = entry === null ? file : `${file}, entry ${quoted(entry)}`;
  const content = gunzip(bytes, place, limit);
  if (kindOf(content) !== 'gzip') return content;
  const remedy = 'unpack it once, then choose what comes out';
  throw fileError(source, 'a gzip file inside a gzip file', 'files packed once', remedy);
}

/** An archive that is read in parts; null for small files and other kinds. */
async function largeArchive(
  file: UnsortedFile,
  limits: DataLimits,
  { signal }: TaskOptions,
): Promise<ArchiveFile | null> {
  const { readPart, size, openable } = file;
  if (readPart === undefined || size <= largeFile) return null;
  const read = async (start: number, end: number) => {
    signal?.throwIfAborted();
    return checkedRead(file, end - start, () => readPart(start, end));
  };
  const source = { size, read };
  const kind = kindOf(await read(0, tellingStart));
  if (kind === 'gzip' && size > largeGzip) return largeTarGz(file, source, limits);
  if (kind !== 'zip' && kind !== 'tar') return null;
  return { file: file.file, entry: file.entry, kind, source: { ...readAhead(source), openable } };
}

/** A tar inside a gzip file, which is inflated once a pass; null for other contents. */
async function largeTarGz(
  { file, entry }: UnsortedFile,
  packed: ByteSource,
  limits: DataLimits,
): Promise<ArchiveFile | null> {
  if (kindOf(await inflatedStart(packed, file, tellingStart)) !== 'tar') return null;
  const source = readAhead(await gzipSource(packed, file, limits.decodedBytes));
  return { file, entry, kind: 'tar', source };
}

async function bytesOf(source: UnsortedFile, room: number): Promise<Uint8Array> {
  const { size, read } = source;
  if (size <= room) return checkedRead(source, size, read);
  const allowed = `at most ${exactBytes(room)}, all files together`;
  throw fileError(source, `it holds ${exactBytes(size)}`, allowed, 'use fewer or smaller images');
}

/** What `read` gives, if it is `length` bytes: files may vanish or change while they are read. */
async function checkedRead(
  source: UnsortedFile,
  length: number,
  read: () => Uint8Array | Promise<Uint8Array>,
): Promise<Uint8Array> {
  const remedy = 'check that the file still exists and may be read, then choose it again';
  const lost = (reason: string) =>
    fileError(
      source,
      `it could not be read (${reason})`,
      'files that stay where and as they are',
      remedy,
    );
  let bytes: Uint8Array;
  try {
    bytes = await read();
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw lost(error instanceof Error ? error.message : String(error));
  }
  if (bytes.length === length) return bytes;
  throw lost(`${exactBytes(bytes.length)} came, where ${exactBytes(length)} were there before`);
}

function fileError(
  { file, entry }: UnsortedFile,
  found: string,
  allowed: string,
  remedy: string,
): DataError {
  const place = entry === null ? null : `entry ${quoted(entry)}`;
  return new DataError({ file, place, found, allowed, remedy });
}
