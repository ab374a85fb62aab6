/**
 * The directory of a zip archive (APPNOTE.TXT 6.3.10), read from its end. What it says about
 * places and lengths is checked against the archive before anything is taken from there.
 */
import { DataError } from '../dataError.ts';
import { type DataLimits, quoted } from '../limits.ts';

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

/**
 * All records of a zip's directory.
 * @throws DataError where there is no end record, or the directory is not whole and in its place.
 */
export function readZipDirectory(
  bytes: Uint8Array,
  file: string,
  limits: DataLimits,
): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = readEnd(view, file);
  if (end.count > limits.entries) {
    throw zipError(file, null, `${end.count} entries`, `at most ${limits.entries} entries`);
  }
  if (end.offset + end.size !== end.end) {
    const found = `the directory is said to fill bytes ${end.offset} to ${end.offset + end.size}, but it must end at byte ${end.end}`;
    throw zipError(file, `byte ${end.end}`, found);
  }
  const records: ZipRecord[] = [];
  let at = end.offset;
  while (records.length < end.count) {
    const { record, next } = readRecord(view, at, end.end, file);
    records.push(record);
    at = next;
  }
  if (at !== end.end) throw zipError(file, `byte ${at}`, 'the directory holds more than it lists');
  return { records, start: end.offset };
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

function readEnd(view: DataView, file: string): EndRecord {
  const at = findEnd(view);
  if (at === -1) {
    throw zipError(
      file,
      `byte ${view.byteLength}`,
      'the archive has no end record; its end is missing',
    );
  }
  const sameDisk = view.getUint16(at + 4, true) === 0 && view.getUint16(at + 6, true) === 0;
  const count = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 12, true);
  const offset = view.getUint32(at + 16, true);
  const isFull = count === full16 || size === full32 || offset === full32;
  const large = isFull ? readEnd64(view, at, file) : null;
  if (large !== null) return large;
  if (!sameDisk || view.getUint16(at + 8, true) !== count) {
    throw zipError(file, `byte ${at}`, 'the archive is one part of several');
  }
  return { count, size, offset, end: at };
}

/** The end record may be followed by a comment of up to 65,535 bytes, whose length it holds. */
function findEnd(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - full16); at--) {
    const fits = at + 22 + view.getUint16(at + 20, true) === view.byteLength;
    if (fits && view.getUint32(at, true) === signatures.end) return at;
  }
  return -1;
}

/** The larger end record of archives beyond 65,535 entries or 4 GiB; null where there is none. */
function readEnd64(view: DataView, end: number, file: string): EndRecord | null {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== signatures.locator64) return null;
  const at = uint64(view, locator + 8);
  if (at + 56 > locator || view.getUint32(at, true) !== signatures.end64) {
    throw zipError(file, `byte ${locator}`, 'the zip64 end record is not where it is said to be');
  }
  if (view.getUint32(at + 16, true) !== 0 || view.getUint32(at + 20, true) !== 0) {
    throw zipError(file, `byte ${at}`, 'the archive is one part of several');
  }
  return {
    count: uint64(view, at + 32),
    size: uint64(view, at + 40),
    offset: uint64(view, at + 48),
    end: at,
  };
}

function readRecord(
  view: DataView,
  at: number,
  end: number,
  file: string,
): { record: ZipRecord; next: number } {
  if (at + 46 > end || view.getUint32(at, true) !== signatures.central) {
    throw zipError(file, `byte ${at}`, 'a directory record is missing');
  }
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > end) throw zipError(file, `byte ${at}`, 'a directory record is cut short');
  const flags = view.getUint16(at + 8, true);
  const nameBytes = new Uint8Array(view.buffer, view.byteOffset + at + 46, nameEnd - at - 46);
  const small = {
    size: view.getUint32(at + 24, true),
    packedSize: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  };
  const path = decodeName(nameBytes, flags, file, at);
  const sizes = widened(small, view, nameEnd, extraEnd, () =>
    zipError(file, `entry ${quoted(path)}`, 'its zip64 sizes are missing'),
  );
  const method = view.getUint16(at + 10, true);
  const crc = view.getUint32(at + 16, true);
  return { record: { path, nameBytes, flags, method, crc, ...sizes }, next };
}

type Sizes = Pick<ZipRecord, 'size' | 'packedSize' | 'offset'>;

/** Replaces the fields that are full by those of the zip64 extra field, in their fixed order. */
function widened(
  small: Sizes,
  view: DataView,
  start: number,
  end: number,
  missing: () => DataError,
): Sizes {
  const fullFields = (['size', 'packedSize', 'offset'] as const).filter(
    (field) => small[field] === full32,
  );
  if (fullFields.length === 0) return small;
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const fieldEnd = Math.min(end, at + 4 + view.getUint16(at + 2, true));
    if (at + 4 + 8 * fullFields.length > fieldEnd) break;
    const wide = fullFields.map((field, index) => [field, uint64(view, at + 4 + 8 * index)]);
    return { ...small, ...Object.fromEntries(wide) };
  }
  throw missing();
}

/** Exact up to 2^53; larger numbers lie outside of any archive, however they are rounded. */
function uint64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
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
