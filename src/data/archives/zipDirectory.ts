/**
 * The directory of a zip archive (APPNOTE.TXT 6.3.10), read from its end. What it says about
 * places and lengths is checked against the archive before anything is taken from there.
 */
import { crc32 } from '../../lib/crc32.ts';
import { DataError } from '../dataError.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import type { ByteSource } from '../sources/byteSource.ts';

/** One entry as the central directory has it. */
export interface ZipRecord extends UnnamedRecord {
  readonly path: string;
}

/** An entry whose name may be in any encoding. */
export interface UnnamedRecord {
  /** Its name, where its encoding is told: by a flag, by a field beside it, or as nothing but ASCII. */
  readonly told: string | null;
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
  readonly records: readonly UnnamedRecord[];
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
  const records: UnnamedRecord[] = [];
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
): { record: UnnamedRecord; next: number } {
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
  const told = toldName(nameBytes, flags, part, nameEnd, extraEnd, file, at);
  const sizes = widened(small, part, nameEnd, extraEnd, () =>
    zipError(file, `entry ${quoted(told ?? looseName(nameBytes))}`, 'its zip64 sizes are missing'),
  );
  const method = part.uint16(at + 10);
  const crc = part.uint32(at + 16);
  return { record: { told, nameBytes, flags, method, crc, ...sizes }, next };
}

type Sizes = Pick<UnnamedRecord, 'size' | 'packedSize' | 'offset'>;

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
  const field = extraField(zip64Field, part, start, end);
  if (field === null || field.start + 8 * fullFields.length > field.end) throw missing();
  const wide = fullFields.map((name, index) => [name, part.uint64(field.start + 8 * index)]);
  return { ...small, ...Object.fromEntries(wide) };
}

const zip64Field = 1;
const unicodePathField = 0x7075;

/** Where the content of the first extra field of a kind lies; null where there is none. */
function extraField(
  kind: number,
  part: Part,
  start: number,
  end: number,
): { start: number; end: number } | null {
  for (let at = start; at + 4 <= end; at += 4 + part.uint16(at + 2)) {
    if (part.uint16(at) !== kind) continue;
    return { start: at + 4, end: Math.min(end, at + 4 + part.uint16(at + 2)) };
  }
  return null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** A name whose encoding is not known, for messages. */
export const looseName = (name: Uint8Array): string => new TextDecoder().decode(name);

/** A name as far as its encoding is told; null where its bytes may be in any. */
function toldName(
  name: Uint8Array,
  flags: number,
  part: Part,
  extra: number,
  extraEnd: number,
  file: string,
  at: number,
): string | null {
  if ((flags & 0x800) !== 0) {
    const told = utf8Text(name);
    if (told !== null) return told;
    throw zipError(file, `byte ${at + 46}`, 'the name of an entry is not UTF-8, as is said');
  }
  const field = extraField(unicodePathField, part, extra, extraEnd);
  const beside = field === null ? null : unicodePath(part, field.start, field.end, name);
  if (beside !== null) return beside;
  return name.every((byte) => byte < 0x80) ? String.fromCharCode(...name) : null;
}

/** What the Unicode path field says (APPNOTE 4.6.9); null where it is of another version or an earlier name. */
function unicodePath(part: Part, start: number, end: number, name: Uint8Array): string | null {
  if (end - start < 5 || part.slice(start, end)[0] !== 1) return null;
  return part.uint32(start + 1) === crc32(name) ? utf8Text(part.slice(start + 5, end)) : null;
}

function utf8Text(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
