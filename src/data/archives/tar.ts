/**
 * Tar archives from outside: the ustar form of POSIX.1-1988, GNU's long names and sizes, and the
 * extended headers of POSIX.1-2001 (pax). Every header's checksum is verified, and the archive
 * must end as it should, so that one cut short is not taken for a smaller one.
 */
import { DataError } from '../dataError.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import type { ByteSource } from '../sources/byteSource.ts';
import type { FileStretch } from '../streaming/fileStretch.ts';
import { allowedNames, checkEntryNames } from './archiveNames.ts';
import { readPaxRecords } from './paxRecords.ts';
import { withoutSystemFiles } from './systemFiles.ts';

/** A file in an archive. */
export interface TarEntry {
  readonly path: string;
  readonly size: number;
  /** Its content. */
  readonly read: () => Promise<Uint8Array>;
  /** Where it lies; absent where it is held, or is compressed with all others. */
  readonly stretch: FileStretch | undefined;
  /** Whether it can only be read with all that lies before it. */
  readonly isInOrder: boolean;
}

export interface TarArchive {
  /** Files in their order, without those that systems leave for themselves. */
  readonly entries: readonly TarEntry[];
  readonly notes: readonly string[];
}

const block = 512;
/** Extended headers hold names; longer ones are no names. */
const longestExtension = 2 ** 20;
/** Archives are padded to the blocks of tapes; more zeros than the longest are no padding. */
const longestPadding = 2 ** 24;
const refusedTypes: Readonly<Record<string, string>> = {
  '1': 'a link',
  '2': 'a link',
  '3': 'a device',
  '4': 'a device',
  '6': 'a pipe',
  S: 'a file with gaps',
};

export function isTar(bytes: Uint8Array): boolean {
  return textIn(bytes, 257, 5) === 'ustar';
}

/**
 * The files of a tar archive, whose headers are read one after another; contents are read when
 * asked for, so that an archive may be larger than memory.
 * @throws DataError naming the entry or byte where a header is damaged, the archive ends early or
 * is followed by other bytes, or an entry is a link or device, has an unsafe or a taken name, or
 * is larger than the limits.
 */
export async function readTar(
  source: ByteSource,
  file: string,
  limits: DataLimits,
): Promise<TarArchive> {
  const files: TarEntry[] = [];
  let next: Extension = {};
  let at = 0;
  for (;;) {
    const headerBytes = await readBlock(source, at, file);
    if (isZero(headerBytes)) break;
    const header = readHeader(headerBytes, at, file);
    const size = next.size ?? header.size;
    const start = at + block;
    const end = start + size;
    if (end > source.size) throw endsEarly(file, source.size);
    const extension = await readExtension(source, header.type, start, size, file);
    if (extension === null) {
      const path = next.path ?? header.path;
      checkType(header.type, path, file);
      if (size > limits.decodedBytes) throw tooLarge(file, path, size, limits);
      if (header.type !== '5' && !path.endsWith('/')) {
        const read = () => source.read(start, end);
        const { openable, isInOrder = false } = source;
        const lies = { start, end, inflated: null, crc: null };
        const stretch = openable === undefined ? undefined : { file: openable, ...lies };
        files.push({ path: path.replace(/^(\.\/)+/, ''), size, read, stretch, isInOrder });
      }
      if (files.length > limits.entries) throw tooMany(file, limits);
      next = {};
    } else next = { ...next, ...extension };
    at = start + Math.ceil(size / block) * block;
  }
  await checkEnd(source, at, file);
  if (Object.keys(next).length > 0) throw tarError(file, at, 'a long name belongs to no entry');
  const notes: string[] = [];
  const paths = files.map(({ path }) => path);
  checkEntryNames(paths, file, notes, (path, found) => entryError(file, path, found, allowedNames));
  return { entries: withoutSystemFiles(files, ({ path }) => path, file, notes), notes };
}

/** What an extended header says of the entry after it. */
interface Extension {
  readonly path?: string;
  readonly size?: number;
}

interface TarHeader {
  readonly path: string;
  readonly size: number;
  readonly type: string;
}

async function readBlock(source: ByteSource, at: number, file: string): Promise<Uint8Array> {
  if (at + block > source.size) throw endsEarly(file, source.size);
  return source.read(at, at + block);
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Two blocks of zeros, and zeros only from there on. */
async function checkEnd(source: ByteSource, at: number, file: string): Promise<void> {
  const { size } = source;
  if (at + 2 * block > size || size % block !== 0) throw endsEarly(file, size);
  if (size - at > longestPadding) {
    throw tarError(file, at, `${exactBytes(size - at)} follow the last entry`);
  }
  const rest = await source.read(at, size);
  const other = rest.findIndex((byte) => byte !== 0);
  if (other !== -1) {
    throw tarError(file, at + other, 'other bytes follow the end of the archive');
  }
}

function readHeader(header: Uint8Array, at: number, file: string): TarHeader {
  const expected = numberIn(header, 148, 8);
  if (expected === null || !checksums(header).includes(expected)) {
    throw tarError(file, at + 148, 'the checksum of a header does not match');
  }
  if (!isTar(header)) throw tarError(file, at + 257, 'the mark “ustar” is missing');
  const size = numberIn(header, 124, 12);
  if (size === null) throw tarError(file, at + 124, 'the size of an entry is no number');
  // GNU's own form keeps times where the other has the start of long paths.
  const isPosix = header[262] === 0;
  const prefix = isPosix ? textIn(header, 345, 155) : '';
  const name = textIn(header, 0, 100);
  const type = header[156] === 0 ? '0' : String.fromCharCode(header[156]);
  return { path: prefix === '' ? name : `${prefix}/${name}`, size, type };
}

/** The sum of a header's bytes with the checksum as spaces; old programs took bytes as signed. */
function checksums(header: Uint8Array): number[] {
  let sum = 0;
  let signed = 0;
  header.forEach((byte, index) => {
    const value = index >= 148 && index < 156 ? 32 : byte;
    sum += value;
    signed += value < 128 ? value : value - 256;
  });
  return [sum, signed];
}

/** An octal number, or a binary one where its first bit is set; null for anything else. */
function numberIn(header: Uint8Array, at: number, length: number): number | null {
  const field = header.subarray(at, at + length);
  if (field[0] === 0x80) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : null;
  }
  const text = String.fromCharCode(...field);
  return /^ *[0-7]+[ \0]*$/.test(text) ? Number.parseInt(text.trim(), 8) : null;
}

function textIn(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const zero = field.indexOf(0);
  return new TextDecoder().decode(zero === -1 ? field : field.subarray(0, zero));
}

/** What an entry says of the next one; null for entries that are files themselves. */
async function readExtension(
  source: ByteSource,
  type: string,
  start: number,
  size: number,
  file: string,
): Promise<Extension | null> {
  if (!'LKxg'.includes(type)) return null;
  if (size > longestExtension) {
    throw tarError(file, start - block, `a name of ${exactBytes(size)}`);
  }
  return extensionIn(type, await source.read(start, start + size), start - block, file);
}

function extensionIn(type: string, data: Uint8Array, at: number, file: string): Extension {
  if (type === 'L') return { path: textIn(data, 0, data.length) };
  if (type === 'K') return {};
  const records = readPaxRecords(data);
  if (records === null) throw tarError(file, at + block, 'an extended header is damaged');
  if ([...records.keys()].some((key) => key.startsWith('GNU.sparse'))) {
    throw tarError(file, at, 'an entry is a file with gaps');
  }
  // What holds for all entries names none of them.
  if (type === 'g') return {};
  const path = records.get('path');
  const size = records.get('size');
  if (size !== undefined && !/^\d{1,15}$/.test(size)) {
    throw tarError(file, at + block, 'the size of an entry is no number');
  }
  return {
    ...(path === undefined ? {} : { path }),
    ...(size === undefined ? {} : { size: Number(size) }),
  };
}

function checkType(type: string, path: string, file: string): void {
  if ('057'.includes(type)) return;
  const found = refusedTypes[type] ?? `an entry of unknown kind ${quoted(type)}`;
  throw entryError(file, path, found, 'files and folders', 'leave it out of the archive');
}

function entryError(
  file: string,
  path: string,
  found: string,
  allowed: string,
  remedy = 'make the archive again from a folder',
): DataError {
  return new DataError({ file, place: `entry ${quoted(path)}`, found, allowed, remedy });
}

function tarError(file: string, at: number, found: string): DataError {
  return new DataError({
    file,
    place: `byte ${at}`,
    found,
    allowed: 'tar archives (ustar, GNU or pax) with matching checksums and nothing after their end',
    remedy: 'download or make the archive again',
  });
}

const endsEarly = (file: string, at: number): DataError =>
  tarError(file, at, 'the archive ends early');

function tooLarge(file: string, path: string, size: number, limits: DataLimits): DataError {
  const allowed = `at most ${exactBytes(limits.decodedBytes)}`;
  return entryError(file, path, `it holds ${exactBytes(size)}`, allowed, 'leave it out');
}

function tooMany(file: string, { entries }: DataLimits): DataError {
  return new DataError({
    file,
    place: null,
    found: `more than ${entries} entries`,
    allowed: `at most ${entries} entries`,
    remedy: 'use fewer images',
  });
}
