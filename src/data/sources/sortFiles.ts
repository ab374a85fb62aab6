/** Files by their formats: each is looked at once, inflated if it is packed, and put with its format. */
import type { DataFormat, OpenedFile } from '../formats/format.ts';
import { formats, recognise } from '../formats/formats.ts';
import { isImageName } from '../formats/imageFormats.ts';
import { describeUnread } from '../formats/unreadKinds.ts';
import type { DataLimits } from '../limits.ts';
import type { TaskOptions } from '../progress.ts';
import { ProgressReporter } from '../progressReporter.ts';
import { heldBytes } from './byteSource.ts';
import { type ArchiveFile, largeArchive, openedContent } from './openFiles.ts';
import { pathOf, type UnsortedFile } from './unsortedFile.ts';

/** Files that were set aside, and what they are. */
export interface AsideFile {
  readonly path: string;
  readonly what: string;
  readonly size: number;
  readonly read: () => Uint8Array | Promise<Uint8Array>;
}

/** The files of a format of data. */
export interface SortedData {
  readonly format: DataFormat;
  /** At least one. */
  readonly files: readonly OpenedFile[];
  readonly companions: readonly OpenedFile[];
}

export interface SortedFiles {
  /** Formats of data that there are files of. */
  readonly data: readonly SortedData[];
  readonly archives: readonly ArchiveFile[];
  /** Images wait to be read. */
  readonly images: readonly UnsortedFile[];
  readonly unknown: readonly AsideFile[];
}

/** Bytes that sorted files hold. */
export function heldIn({ data, archives, images }: SortedFiles): number {
  const inData = data
    .flatMap(({ files, companions }) => [...files, ...companions])
    .map(({ bytes }) => bytes.length);
  const others = [...archives.map(({ source }) => source), ...images];
  const inOthers = others.map(({ isHeld, size }) => (isHeld ? size : 0));
  return [...inData, ...inOthers].reduce((sum, bytes) => sum + bytes, 0);
}

/** Beyond so many files, those with names of images are looked at only when they are decoded. */
const fewFiles = 16;
/** Images of no more bytes are held once they are looked at. */
const smallFile = 2 ** 20;

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
  const sorter = new Sorter();
  let room = limits.decodedBytes;
  const progress = new ProgressReporter(task);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const file of files) {
    done += file.size;
    if (files.length > fewFiles && isImageName(pathOf(file))) {
      sorter.images.push(file);
      continue;
    }
    const archive = await largeArchive(file, limits, task);
    if (archive !== null) {
      sorter.archives.push(archive);
      continue;
    }
    const bytes = await openedContent(file, room, limits);
    if (sorter.put(file, bytes)) room -= bytes.length;
    await progress.step({ stage: 'read', what: file.file, done, total, unit: 'bytes' });
  }
  return sorter.sorted(files);
}

/** Puts files with their formats. */
class Sorter {
  readonly archives: ArchiveFile[] = [];
  readonly images: UnsortedFile[] = [];
  private readonly unknown: AsideFile[] = [];
  private readonly data = new Map<
    DataFormat,
    { readonly files: OpenedFile[]; readonly companions: OpenedFile[] }
  >();

  constructor() {
    for (const format of formats) {
      if (format.role === 'data') this.data.set(format, { files: [], companions: [] });
    }
  }

  /** Puts a file with its format; whether its content is held from now on. */
  put(source: UnsortedFile, bytes: Uint8Array): boolean {
    const { file, entry, size, read } = source;
    const found = recognise({ path: pathOf(source), bytes });
    const format = found?.format;
    switch (format?.role) {
      case 'image':
        this.images.push(withBytes(source, bytes));
        return false;
      case 'archive':
        this.archives.push({ file, entry, format, source: heldBytes(bytes) });
        return true;
      case 'data': {
        const { files, companions } = this.data.get(format)!;
        (found?.as === 'companion' ? companions : files).push({ file, entry, bytes });
        return true;
      }
      default:
        this.unknown.push({ path: pathOf(source), what: describeUnread(bytes), size, read });
        return false;
    }
  }

  /** Data without a mark are left aside where others say by content what they are. */
  sorted(all: readonly UnsortedFile[]): SortedFiles {
    const { archives } = this;
    const misfits = this.misfits();
    const images = [...this.images, ...all.filter((file) => misfits.has(pathOf(file)))];
    const unknown = this.unknown.filter(({ path }) => !misfits.has(path));
    const data = [...this.data].map(([format, own]) => ({ format, ...own }));
    const filled = data.filter(({ files }) => files.length > 0);
    const firm = filled.filter(({ format }) => !format.yields);
    const isTold = firm.length + archives.length + images.length > 0;
    const taken = isTold ? firm : filled.slice(0, 1);
    const aside = data
      .filter((one) => !taken.includes(one))
      .flatMap(({ files, companions }) => [...files, ...companions])
      .map(asideFile);
    return { data: taken, archives, images, unknown: [...unknown, ...aside] };
  }

  /** Files that are called images and are none, among others that are: they are told of as broken images. */
  private misfits(): ReadonlySet<string> {
    if (this.images.length === 0) return new Set();
    return new Set(this.unknown.map(({ path }) => path).filter(isImageName));
  }
}

/** A few small images that were read to be looked at are not read again. */
const withBytes = (source: UnsortedFile, bytes: Uint8Array): UnsortedFile =>
  bytes.length === source.size && bytes.length <= smallFile
    ? { ...source, read: () => bytes, isHeld: true }
    : source;

const asideFile = (file: OpenedFile): AsideFile => ({
  path: pathOf(file),
  what: describeUnread(file.bytes),
  size: file.bytes.length,
  read: () => file.bytes,
});
