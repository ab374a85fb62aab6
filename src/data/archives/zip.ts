/**
 * Zip archives from outside. The directory, the local headers and the data must tell the same
 * story: names, sizes, places and checksums. The directory and all local headers are read first, for
 * a name that differs may be all that is left of an entry; contents are read and inflated one by
 * one when asked for, so that an archive may be larger than memory.
 */
import { crc32 } from '../../lib/crc32.ts';
import { ByteSink, InflateError, inflate } from '../../lib/inflate.ts';
import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import { type DataError, PartError } from '../dataError.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import type { ByteSource } from '../sources/byteSource.ts';
import type { FileStretch } from '../streaming/fileStretch.ts';
import { allowedNames, checkEntryNames } from './archiveNames.ts';
import { withoutSystemFiles } from './systemFiles.ts';
import { readZipDirectory, type ZipDirectory, type ZipRecord, zipError } from './zipDirectory.ts';
import { namedRecords } from './zipNames.ts';

/** A file in an archive. */
export interface ZipEntry {
  readonly path: string;
  /** Its length once inflated. */
  readonly size: number;
  /** Its checksum and length: equal contents have equal ones. */
  readonly identity: string;
  /** Where its data lie; absent where they are held. */
  readonly stretch: FileStretch | undefined;
  /**
   * Its content, checksum verified.
   * @throws DataError where the content is not what the directory says.
   */
  read(): Promise<Uint8Array>;
}

export interface ZipArchive {
  /** Files in the order of the directory, without those that systems leave for themselves. */
  readonly entries: readonly ZipEntry[];
  readonly notes: readonly string[];
}

/** Entries beyond this size must not shrink by more than `highestRatio`. */
const largeEntry = 2 ** 20;
const highestRatio = 200;
const localSignature = 0x04034b50;
const stored = 0;
const deflated = 8;
const otherMethods: Readonly<Record<number, string>> = {
  1: 'shrink',
  2: 'reduce',
  3: 'reduce',
  4: 'reduce',
  5: 'reduce',
  6: 'implode',
  9: 'Deflate64',
  10: 'PKWARE’s implode',
  12: 'bzip2',
  14: 'LZMA',
  16: 'CMPSC',
  18: 'TERSE',
  19: 'LZ77',
  20: 'Zstandard',
  93: 'Zstandard',
  94: 'MP3',
  95: 'XZ',
  96: 'JPEG',
  97: 'WavPack',
  98: 'PPMd',
  99: 'AES encryption',
};

export function isZip(bytes: Uint8Array): boolean {
  const [p, k, third, fourth] = bytes;
  if (p !== 0x50 || k !== 0x4b) return false;
  return (third === 3 && fourth === 4) || (third === 5 && fourth === 6);
}

/**
 * The files of a zip archive, none of them inflated yet. Names that do not tell their encoding are read
 * in the one given, or the likeliest; backslashes in them stand for slashes.
 * @throws DataError naming the entry or byte where the archive is damaged, encrypted, packed
 * another way than by deflate, or has entries that overlap, share a name, or lie about their size.
 */
export async function readZip(
  source: ByteSource,
  file: string,
  limits: DataLimits,
): Promise<ZipArchive> {
  return filesOfZip(source, await readZipDirectory(source, file, limits), file, limits, null);
}

/** The files of an archive whose directory is read. @throws DataError as {@link readZip} */
export async function filesOfZip(
  source: ByteSource,
  directory: ZipDirectory,
  file: string,
  limits: DataLimits,
  encoding: NameEncoding | null,
): Promise<ZipArchive> {
  const notes: string[] = [];
  const { start } = directory;
  const records = namedRecords(directory.records, file, encoding, notes);
  checkEntryNames(
    records.map(({ path }) => path),
    file,
    notes,
    (path, found) => nameError(file, path, found),
  );
  const starts = await checkPlaces(source, records, start, file);
  const files = records.filter(({ path }) => !path.endsWith('/'));
  const data = withoutSystemFiles(files, ({ path }) => path, file, notes);
  for (const record of data) checkPacking(record, file, limits);
  const entries = data.map((record) => new FileInZip(source, record, starts.get(record)!, file));
  return { entries, notes };
}

/** There may be a million of them, so that they share what they can. */
class FileInZip implements ZipEntry {
  constructor(
    private readonly source: ByteSource,
    private readonly record: ZipRecord,
    private readonly start: number,
    private readonly file: string,
  ) {}

  get path(): string {
    return this.record.path;
  }

  get size(): number {
    return this.record.size;
  }

  get identity(): string {
    return `${this.record.crc}/${this.record.size}`;
  }

  get stretch(): FileStretch | undefined {
    const { openable } = this.source;
    if (openable === undefined) return undefined;
    const { method, packedSize, size, crc } = this.record;
    const inflated = method === stored ? null : size;
    return { file: openable, start: this.start, end: this.start + packedSize, inflated, crc };
  }

  read(): Promise<Uint8Array> {
    return readEntry(this.source, this.record, this.start, this.file);
  }
}

function nameError(file: string, path: string, found: string): DataError {
  return zipError(
    file,
    `entry ${quoted(path)}`,
    found,
    allowedNames,
    'make the archive again from a folder',
  );
}

/** Where each entry's data start, having checked that no two entries share a byte. */
async function checkPlaces(
  source: ByteSource,
  records: readonly ZipRecord[],
  directoryStart: number,
  file: string,
): Promise<Map<ZipRecord, number>> {
  const starts = new Map<ZipRecord, number>();
  const inOrder = [...records].sort((a, b) => a.offset - b.offset);
  let free = 0;
  for (const record of inOrder) {
    const place = `entry ${quoted(record.path)}`;
    if (record.offset < free) throw zipError(file, place, 'it overlaps another entry');
    const start = await checkLocalHeader(source, record, directoryStart, file);
    free = start + record.packedSize;
    if (free > directoryStart) throw zipError(file, place, 'its data reach into the directory');
    starts.set(record, start);
  }
  return starts;
}

/** Position of the entry's data, after a local header that agrees with the directory. */
async function checkLocalHeader(
  source: ByteSource,
  record: ZipRecord,
  directoryStart: number,
  file: string,
): Promise<number> {
  const { offset, nameBytes } = record;
  const disagree = (what: string) =>
    zipError(file, `entry ${quoted(record.path)}`, `${what} at byte ${offset}`);
  if (offset + 30 + nameBytes.length > directoryStart) throw disagree('there is no entry');
  const header = await source.read(offset, offset + 30 + nameBytes.length);
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (view.getUint32(0, true) !== localSignature) throw disagree('there is no entry');
  const isNamed = view.getUint16(26, true) === nameBytes.length;
  if (!isNamed || !sameBytes(header.subarray(30), nameBytes)) {
    throw disagree('the entry has another name');
  }
  const sameKind =
    view.getUint16(8, true) === record.method &&
    ((view.getUint16(6, true) ^ record.flags) & 1) === 0;
  if (!sameKind) throw disagree('the entry is packed another way');
  if (!sameSizes(view, record)) throw disagree('the entry has other sizes or another checksum');
  return offset + header.length + view.getUint16(28, true);
}

/** Fields may be left for a later record (0, flag bit 3) or for a zip64 field (all bits set). */
function sameSizes(view: DataView, { flags, crc, packedSize, size }: ZipRecord): boolean {
  const deferred = (flags & 8) !== 0;
  return [crc, packedSize, size].every((value, index) => {
    const local = view.getUint32(14 + 4 * index, true);
    return local === value || (deferred && local === 0) || (index > 0 && local === 0xffffffff);
  });
}

function checkPacking(record: ZipRecord, file: string, limits: DataLimits): void {
  const { flags, method, size, packedSize } = record;
  const refuse = (found: string, allowed: string, remedy: string) =>
    zipError(file, `entry ${quoted(record.path)}`, found, allowed, remedy);
  if ((flags & 0x2041) !== 0 || method === 99) {
    const remedy = 'unpack it with its password, as 7-Zip does, and drop the folder that comes out';
    throw refuse('it is encrypted', 'archives without a password', remedy);
  }
  if (method !== stored && method !== deflated) {
    const found = `its compression is ${otherMethods[method] ?? `of kind ${method}`}`;
    const remedy =
      'unpack it with another program, as 7-Zip, and drop the folder that comes out, or pack that again with Deflate';
    throw refuse(found, 'deflate, or none', remedy);
  }
  if (size > limits.decodedBytes) {
    const allowed = `at most ${exactBytes(limits.decodedBytes)}`;
    throw refuse(`it holds ${exactBytes(size)}`, allowed, 'use fewer or smaller images');
  }
  if (method === stored && size !== packedSize) {
    const found = `its sizes disagree: ${exactBytes(packedSize)} stored for ${exactBytes(size)}`;
    throw refuse(found, 'equal sizes where nothing is compressed', 'make the archive again');
  }
  if (size > largeEntry && size > packedSize * highestRatio) {
    const found = `it inflates ${exactBytes(packedSize)} to ${exactBytes(size)}`;
    throw refuse(found, `at most ${highestRatio} times`, 'leave it out of the archive');
  }
}

async function readEntry(
  source: ByteSource,
  record: ZipRecord,
  start: number,
  file: string,
): Promise<Uint8Array> {
  const packed = await source.read(start, start + record.packedSize);
  const content = record.method === stored ? packed : inflateEntry(packed, record, file);
  if (crc32(content) === record.crc) return content;
  throw entryError(file, record, 'its checksum does not match its content');
}

function inflateEntry(packed: Uint8Array, record: ZipRecord, file: string): Uint8Array {
  const { size } = record;
  const refuse = (found: string) => entryError(file, record, found);
  const sink = new ByteSink(size, size);
  let end: number;
  try {
    end = inflate(packed, sink);
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    if (error.fault === 'over-limit') throw refuse(`it holds more than its ${exactBytes(size)}`);
    throw refuse(`its data are damaged (byte ${error.at} of them): ${error.message}`);
  }
  if (sink.length !== size) {
    throw refuse(`it holds ${exactBytes(sink.length)}, where ${exactBytes(size)} are announced`);
  }
  if (end !== packed.length) throw refuse('other bytes follow its data');
  return sink.bytes;
}

/** Damage to one entry, which leaves the others whole. */
const entryError = (file: string, { path }: ZipRecord, found: string): PartError =>
  new PartError(zipError(file, `entry ${quoted(path)}`, found).fault);

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
