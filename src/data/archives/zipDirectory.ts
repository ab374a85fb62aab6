/**
 * The directory of a zip archive (APPNOTE.TXT 6.3.10), read from its end. What it says about
 * places and lengths is checked against the archive before anything is taken from there.
 */
import { DataError } from '../dataError.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import type { ByteSource } from '../sources/byteSource.ts';

/** One entry as the central directory has it. */
export interface ZipRecord {
  readonly path: string;
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Position of the local header. */
  readonly offset: number;
}

export interface ZipDirectory {
  readonly records: readonly ZipRecord[];
  /** Position of the directory: all entries end before it. */
  readonly start: number;
}

/** Where the directory is, in an end record of either size. */
interface EndRecord {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
  /** Position of the first byte after the directory. */
  readonly end: number;
}

const signatures = {
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};
const full16 = 0xffff;
const full32 = 0xffffffff;

/** More memory than any directory needs that is no attack. */
const longestDirectory = 2 ** 28;
/** The end record with the longest comment, and what zip64 has before it. */
const longestEnd = 22 + full16 + 20 + 56;

/**
 * All records of a zip's directory; of the archive, only its end is read.
 * @throws DataError where there is no end record, or the directory is not whole and in its place.
 */
export async function readZipDirectory(
  source: ByteSource,
  file: string,
  limits: DataLimits,
): Promise<ZipDirectory> {
  const end = await readEnd(source, file);
  if (end.count > limits.entries) {
    throw zipError(file, null, `${end.count} entries`, `at most ${limits.entries} entries`);
  }
  if (end.offset + end.size !== end.end) {
    const found = `the directory is said to fill bytes ${end.offset} to ${end.offset + end.size}, but it must end at byte ${end.end}`;
    throw zipError(file, `byte ${end.end}`, found);
  }
  if (end.size > longestDirectory) {
    const allowed = `at most ${exactBytes(longestDirectory)}`;
    throw zipError(file, `byte ${end.offset}`, `a directory of ${exactBytes(end.size)}`, allowed);
  }
  const part = new Part(await source.read(end.offset, end.end), end.offset);
  const records: ZipRecord[] = [];
  let at = end.offset;
  while (records.length < end.count) {
    const { record, next } = readRecord(part, at, end.end, file);
    records.push(record);
    at = next;
  }
  if (at !== end.end) throw zipError(file, `byte ${at}`, 'the directory holds more than it lists');
  return { records, start: end.offset };
}

/** A part of the archive, addressed as the archive is. */
class Part {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint16(at: number): number {
    return this.view.getUint16(at - this.start, true);
  }

  uint32(at: number): number {
    return this.view.getUint32(at - this.start, true);
  }

  /** Exact up to 2^53; larger numbers lie outside of any archive, however they are rounded. */
  uint64(at: number): number {
    return this.uint32(at + 4) * 2 ** 32 + this.uint32(at);
  }

  slice(start: number, end: number): Uint8Array {
    return this.bytes.subarray(start - this.start, end - this.start);
  }
}

/** An archive that is refused. */
export function zipError(
  file: string,
  place: string | null,
  found: string,
  allowed = 'complete zip archives, in one part',
  remedy = 'make or download the archive again',
): DataError {
  return new DataError({ file, place, found, allowed, remedy });
}

async function readEnd(source: ByteSource, file: string): Promise<EndRecord> {
  const start = Math.max(0, source.size - longestEnd);
  const part = new Part(await source.read(start, source.size), start);
  const at = findEnd(part, source.size);
  if (at === -1) {
    const found = 'the archive has no end record; its end is missing';
    throw zipError(file, `byte ${source.size}`, found);
  }
  const sameDisk = part.uint16(at + 4) === 0 && part.uint16(at + 6) === 0;
  const count = part.uint16(at + 10);
  const size = part.uint32(at + 12);
  const offset = part.uint32(at + 16);
  const isFull = count === full16 || size === full32 || offset === full32;
  const large = isFull ? await readEnd64(source, part, at, file) : null;
  if (large !== null) return large;
  if (!sameDisk || part.uint16(at + 8) !== count) {
    throw zipError(file, `byte ${at}`, 'the archive is one part of several');
  }
  return { count, size, offset, end: at };
}

/** The end record may be followed by a comment of up to 65,535 bytes, whose length it holds. */
function findEnd(part: Part, size: number): number {
  const last = size - 22;
  for (let at = last; at >= Math.max(0, last - full16); at--) {
    const fits = at + 22 + part.uint16(at + 20) === size;
    if (fits && part.uint32(at) === signatures.end) return at;
  }
  return -1;
}

/** The larger end record of archives beyond 65,535 entries or 4 GiB; null where there is none. */
async function readEnd64(
  source: ByteSource,
  part: Part,
  end: number,
  file: string,
): Promise<EndRecord | null> {
  const locator = end - 20;
  if (locator < 0 || part.uint32(locator) !== signatures.locator64) return null;
  const at = part.uint64(locator + 8);
  const fits = at + 56 <= locator;
  const large = fits ? new Part(await source.read(at, at + 56), at) : null;
  if (large === null || large.uint32(at) !== signatures.end64) {
    throw zipError(file, `byte ${locator}`, 'the zip64 end record is not where it is said to be');
  }
  if (large.uint32(at + 16) !== 0 || large.uint32(at + 20) !== 0) {
    throw zipError(file, `byte ${at}`, 'the archive is one part of several');
  }
  return {
    count: large.uint64(at + 32),
    size: large.uint64(at + 40),
    offset: large.uint64(at + 48),
    end: at,
  };
}

function readRecord(
  part: Part,
  at: number,
  end: number,
  file: string,
): { record: ZipRecord; next: number } {
  if (at + 46 > end || part.uint32(at) !== signatures.central) {
    throw zipError(file, `byte ${at}`, 'a directory record is missing');
  }
  const nameEnd = at + 46 + part.uint16(at + 28);
  const extraEnd = nameEnd + part.uint16(at + 30);
  const next = extraEnd + part.uint16(at + 32);
  if (next > end) throw zipError(file, `byte ${at}`, 'a directory record is cut short');
  const flags = part.uint16(at + 8);
  const nameBytes = part.slice(at + 46, nameEnd);
  const small = {
    size: part.uint32(at + 24),
    packedSize: part.uint32(at + 20),
    offset: part.uint32(at + 42),
  };
  const path = decodeName(nameBytes, flags, file, at);
  const sizes = widened(small, part, nameEnd, extraEnd, () =>
    zipError(file, `entry ${quoted(path)}`, 'its zip64 sizes are missing'),
  );
  const method = part.uint16(at + 10);
  const crc = part.uint32(at + 16);
  return { record: { path, nameBytes, flags, method, crc, ...sizes }, next };
}

type Sizes = Pick<ZipRecord, 'size' | 'packedSize' | 'offset'>;

/** Replaces the fields that are full by those of the zip64 extra field, in their fixed order. */
function widened(
  small: Sizes,
  part: Part,
  start: number,
  end: number,
  missing: () => DataError,
): Sizes {
  const fullFields = (['size', 'packedSize', 'offset'] as const).filter(
    (field) => small[field] === full32,
  );
  if (fullFields.length === 0) return small;
  for (let at = start; at + 4 <= end; at += 4 + part.uint16(at + 2)) {
    if (part.uint16(at) !== 1) continue;
    const fieldEnd = Math.min(end, at + 4 + part.uint16(at + 2));
    if (at + 4 + 8 * fullFields.length > fieldEnd) break;
    const wide = fullFields.map((field, index) => [field, part.uint64(at + 4 + 8 * index)]);
    return { ...small, ...Object.fromEntries(wide) };
  }
  throw missing();
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const western = new TextDecoder('windows-1252');

/** UTF-8 where the archive says so or the bytes are; else a Western code page. */
function decodeName(name: Uint8Array, flags: number, file: string, at: number): string {
  try {
    return utf8.decode(name);
  } catch {
    if ((flags & 0x800) === 0) return western.decode(name);
    throw zipError(file, `byte ${at + 46}`, 'the name of an entry is not UTF-8, as is said');
  }
}
