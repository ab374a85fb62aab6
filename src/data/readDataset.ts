/**
 * From files as a person drops them to a data set: looks at each file's content, then its name,
 * and hands them to the reader of their kind. Nothing is taken from files that are refused.
 */
import { formatCount } from '../lib/numberFormat.ts';
import { DataError } from './dataError.ts';
import type { Dataset } from './dataset.ts';
import { fileNameOf, isSystemFile } from './formats/entryNames.ts';
import { gunzip } from './formats/gzip.ts';
import { type IdxFile, readIdxDataset } from './formats/idxDataset.ts';
import { readImageFolders } from './formats/imageFolders.ts';
import { createJpegDecoder, type JpegModuleSource } from './formats/jpeg.ts';
import { readZip } from './formats/zip.ts';
import { type Container, findImages, isImageName, notesOnRest } from './imageSources.ts';
import { type DataLimits, defaultLimits, exactBytes, quoted } from './limits.ts';
import { describeUnknown, kindOf } from './sniff.ts';

/** A file as the platform gives it. */
export interface SourceFile {
  /** Its name; for files of a dropped folder the path in it, with forward slashes. */
  readonly name: string;
  readonly size: number;
  readonly bytes: () => Promise<Uint8Array>;
}

export interface ReadOptions {
  /** Name of the data set; else that of the folder or archive. */
  readonly name?: string;
  readonly limits?: Partial<DataLimits>;
  /** Without it, JPEG images are refused. */
  readonly jpegModule?: JpegModuleSource;
}

/** Files by what they hold. IDX is inflated already; images wait to be read. */
interface SortedFiles {
  readonly idx: IdxFile[];
  readonly zips: IdxFile[];
  readonly images: SourceFile[];
  readonly unknown: { readonly path: string; readonly what: string }[];
}

/** Beyond so many files, those with names of images are looked at only when they are decoded. */
const fewFiles = 16;
const readable =
  'IDX files (.gz or not), zip archives of images in class folders, and dropped folders of PNG or JPEG images';

/**
 * Reads files into a data set: IDX files with their labels (as MNIST), zip archives of images in
 * class folders, or the files of such a folder. Order of files does not matter; equal data have
 * equal hashes. Peak memory is at most twice the decoded data, plus the files' own bytes.
 * @throws DataError where files are missing, damaged, of a kind that is not read, or too large.
 */
export async function readDataset(
  files: readonly SourceFile[],
  options: ReadOptions = {},
): Promise<Dataset> {
  const limits = { ...defaultLimits, ...options.limits };
  const data = files.filter(({ name }) => !isSystemFile(name));
  checkCount(data, limits);
  const sorted = await sortFiles(data, limits);
  const name = plainText(options.name ?? nameFor(data, sorted));
  const notes: string[] = [];
  const dataset = await readSorted(sorted, name, limits, options.jpegModule ?? null, notes);
  return { ...dataset, notes: [...dataset.notes, ...notes] };
}

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

function readSorted(
  sorted: SortedFiles,
  name: string,
  limits: DataLimits,
  jpegModule: JpegModuleSource | null,
  notes: string[],
): Promise<Dataset> | Dataset {
  const { idx, zips, images, unknown } = sorted;
  checkOneKind(sorted);
  if (idx.length > 0) {
    notes.push(...notesOnRest(name, unknown));
    return readIdxDataset(idx, name, limits);
  }
  if (zips.length > 0) notes.push(...notesOnRest(name, unknown));
  const containers = zips.length > 0 ? zips.map(openZip(limits, notes)) : [loose(sorted, name)];
  const found = findImages(containers, limits, createJpegDecoder(jpegModule));
  notes.push(...found.notes);
  if (found.sources.length === 0) return readZippedIdx(containers, name, limits);
  const format =
    zips.length > 0
      ? `images in class folders, ${zips.length} zip ${zips.length === 1 ? 'archive' : 'archives'}`
      : `images in class folders, ${formatCount(images.length)} files`;
  return readImageFolders(found.sources, name, format, limits);
}

const openZip =
  (limits: DataLimits, notes: string[]) =>
  ({ name: file, bytes }: IdxFile): Container => {
    const archive = readZip(bytes, file, limits);
    notes.push(...archive.notes);
    const files = archive.entries.map(({ path, read, crc, size }) => ({
      path,
      read,
      identity: `${crc}/${size}`,
    }));
    return { file, files, isArchive: true };
  };

function loose({ images, unknown }: SortedFiles, name: string): Container {
  const readUnknown = () => new Uint8Array();
  const files = [
    ...images.map(({ name: path, bytes }) => ({ path, read: bytes, identity: null })),
    ...unknown.map(({ path }) => ({ path, read: readUnknown, identity: null })),
  ];
  return { file: name, files, isArchive: false };
}

/** IDX files in archives without images; other entries are no help. */
async function readZippedIdx(
  containers: readonly Container[],
  name: string,
  limits: DataLimits,
): Promise<Dataset> {
  const entries = containers.flatMap(({ files }) => files);
  const idx: IdxFile[] = [];
  for (const { path, read } of entries.slice(0, fewFiles)) {
    const content = inflated(await read(), path, limits.decodedBytes);
    if (kindOf(content) === 'idx') idx.push({ name: path, bytes: content });
  }
  if (idx.length > 0) return readIdxDataset(idx, name, limits);
  const first = entries.length === 0 ? '' : `, but ${quoted(entries[0].path)}`;
  throw new DataError({
    file: containers[0].file,
    place: null,
    found: `no images in ${formatCount(entries.length)} entries${first}`,
    allowed: 'archives of PNG or JPEG images in class folders, or of IDX files',
    remedy: 'unpack archives inside the archive, and drop the folder with the class folders',
  });
}

async function sortFiles(files: readonly SourceFile[], limits: DataLimits): Promise<SortedFiles> {
  const sorted: SortedFiles = { idx: [], zips: [], images: [], unknown: [] };
  let room = limits.decodedBytes;
  for (const file of files) {
    if (files.length > fewFiles && isImageName(file.name)) {
      sorted.images.push(file);
      continue;
    }
    const content = inflated(await bytesOf(file, room), file.name, room);
    const kind = kindOf(content) ?? (isNamedAsIdx(file.name) ? 'idx' : null);
    if (kind === 'idx' || kind === 'zip') {
      sorted[kind === 'idx' ? 'idx' : 'zips'].push({ name: file.name, bytes: content });
      room -= content.length;
    } else if (kind === 'png' || kind === 'jpeg') sorted.images.push(file);
    else sorted.unknown.push({ path: file.name, what: describeUnknown(content) });
  }
  return sorted;
}

/** Named as MNIST's files are: then what is wrong inside is worth telling. */
const isNamedAsIdx = (name: string): boolean => /idx\d|ubyte/i.test(name);

const inflated = (bytes: Uint8Array, file: string, limit: number): Uint8Array =>
  kindOf(bytes) === 'gzip' ? gunzip(bytes, file, limit) : bytes;

async function bytesOf(file: SourceFile, room: number): Promise<Uint8Array> {
  const refuse = (found: string, allowed: string, remedy: string) =>
    new DataError({ file: file.name, place: null, found, allowed, remedy });
  if (file.size > room) {
    const allowed = `at most ${exactBytes(room)}, all files together`;
    throw refuse(`it holds ${exactBytes(file.size)}`, allowed, 'use fewer or smaller images');
  }
  try {
    return await file.bytes();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = 'check that the file still exists and may be read, then choose it again';
    throw refuse(`it could not be read (${reason})`, 'files that stay where they are', remedy);
  }
}

function checkOneKind({ idx, zips, images, unknown }: SortedFiles): void {
  const first = [idx[0]?.name, zips[0]?.name, images[0]?.name].filter((name) => name !== undefined);
  if (first.length === 1) return;
  const [file, other] = first;
  if (other === undefined) {
    const { path, what } = unknown[0];
    throw kindError(path, `it is ${what}`, 'convert the data, or choose other files');
  }
  throw kindError(file, `${quoted(other)} is of another kind`, 'choose files of one kind');
}

function kindError(file: string, found: string, remedy: string): DataError {
  return new DataError({ file, place: null, found, allowed: readable, remedy });
}

/** The folder that all files share, else the archives' names as far as they agree. */
function nameFor(files: readonly SourceFile[], { zips, idx }: SortedFiles): string {
  const folders = new Set(files.map(({ name }) => name.split('/').slice(0, -1)[0] ?? ''));
  const [folder] = folders;
  if (folders.size === 1 && folder !== '') return folder;
  const stems = (zips.length > 0 ? zips : idx.length > 0 ? idx : files).map(({ name }) =>
    fileNameOf(name).replace(/\.[^.]*$/, ''),
  );
  const shared = stems.reduce(sharedStart);
  const words = shared.replace(/[\s_.-]+[^\s_.-]*$/, '');
  const isTold = shared !== stems[0] && words !== shared && words.length >= 3;
  if (isTold) return words;
  // Four files that are called train-… and t10k-… say what they are, not what they show.
  return idx.length > 1 ? 'IDX images' : stems[0];
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

const plainText = (name: string): string => name.replace(/\p{C}/gu, '').slice(0, 100) || 'Data';
