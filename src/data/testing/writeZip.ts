/** Writes zip archives for tests, whole or with chosen lies. */
import { deflateSync } from 'fflate';
import { crc32 } from '../../lib/crc32.ts';

/** A file, and what its headers say where that is not the truth. */
export interface EntryToWrite {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Deflated if true, stored if not. */
  readonly deflate?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly size?: number;
  /** Bytes of the name where it is not the UTF-8 of the path. */
  readonly name?: Uint8Array;
  /** The UTF-8 of the Unicode path field, which is absent otherwise. */
  readonly unicodePath?: Uint8Array;
  /** What that field says of the name's checksum, where it is not the truth. */
  readonly unicodePathCrc?: number;
  /** The name in the local header. */
  readonly localName?: string;
  /** The size in the local header. */
  readonly localSize?: number;
  /** Position of the local header as the directory has it. */
  readonly offset?: number;
}

export interface ZipOptions {
  readonly comment?: string;
  /** Number of entries as the end record has it. */
  readonly count?: number;
  /** How many bytes stand before the archive in its file. */
  readonly base?: number;
  /** Adds a zip64 end record, and zip64 fields to all entries. */
  readonly zip64?: boolean;
}

/** A zip archive of the entries, in their order. */
export function writeZip(
  entries: readonly EntryToWrite[],
  options: ZipOptions = {},
): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let at = options.base ?? 0;
  for (const entry of entries) {
    const packed = entry.deflate ? deflateSync(entry.bytes) : entry.bytes;
    const local = [localHeader(entry, packed), packed];
    locals.push(...local);
    records.push(centralRecord(entry, packed, entry.offset ?? at, options.zip64 ?? false));
    at += lengthOf(local);
  }
  const size = lengthOf(records);
  const count = options.count ?? entries.length;
  const large = options.zip64 ? [end64(count, size, at)] : [];
  const end = endRecord(
    options.zip64 ? { count: full16, size: full32, offset: full32 } : { count, size, offset: at },
    options.comment ?? '',
  );
  return joined([...locals, ...records, ...large, end]);
}

/** Bytes one after another. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const full16 = 0xffff;
const full32 = 0xffffffff;
const lengthOf = (parts: readonly Uint8Array[]) =>
  parts.reduce((sum, part) => sum + part.length, 0);
const textBytes = (text: string) => new TextEncoder().encode(text);

/** Little-endian fields: `[bytes, value]` each. */
function fields(...values: readonly (readonly [2 | 4 | 8, number])[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of values) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    if (size === 8) view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
    at += size;
  }
  return bytes;
}

/** The fields that local header and directory share. */
function sharedFields(entry: EntryToWrite, packed: Uint8Array, nameLength: number, size: number) {
  const { flags = 0x800, crc = crc32(entry.bytes), method = entry.deflate ? 8 : 0 } = entry;
  return [
    [2, 20],
    [2, flags],
    [2, method],
    [4, 0],
    [4, crc],
    [4, packed.length],
    [4, size],
    [2, nameLength],
  ] as const;
}

function localHeader(entry: EntryToWrite, packed: Uint8Array): Uint8Array {
  const name =
    entry.localName === undefined
      ? (entry.name ?? textBytes(entry.path))
      : textBytes(entry.localName);
  const size = entry.localSize ?? entry.size ?? entry.bytes.length;
  const shared = sharedFields(entry, packed, name.length, size);
  return joined([fields([4, 0x04034b50], ...shared, [2, 0]), name]);
}

function centralRecord(
  entry: EntryToWrite,
  packed: Uint8Array,
  offset: number,
  zip64: boolean,
): Uint8Array {
  const name = entry.name ?? textBytes(entry.path);
  const size = entry.size ?? entry.bytes.length;
  const shared = sharedFields(entry, packed, name.length, zip64 ? full32 : size);
  const extra = joined([
    zip64 ? fields([2, 1], [2, 16], [8, size], [8, offset]) : new Uint8Array(),
    unicodePathField(entry, name),
  ]);
  const rest = [
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, zip64 ? full32 : offset],
  ] as const;
  return joined([
    fields([4, 0x02014b50], [2, 20], ...shared, [2, extra.length], ...rest),
    name,
    extra,
  ]);
}

function unicodePathField(
  { unicodePath, unicodePathCrc }: EntryToWrite,
  name: Uint8Array,
): Uint8Array {
  if (unicodePath === undefined) return new Uint8Array();
  const head = fields([2, 0x7075], [2, 5 + unicodePath.length]);
  const crc = fields([4, unicodePathCrc ?? crc32(name)]);
  return joined([head, Uint8Array.of(1), crc, unicodePath]);
}

function endRecord(
  { count, size, offset }: { count: number; size: number; offset: number },
  comment: string,
): Uint8Array {
  const text = textBytes(comment);
  return joined([
    fields(
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, size],
      [4, offset],
      [2, text.length],
    ),
    text,
  ]);
}

function end64(count: number, size: number, offset: number): Uint8Array {
  const at = offset + size;
  return joined([
    fields([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0]),
    fields([8, count], [8, count], [8, size], [8, offset]),
    fields([4, 0x07064b50], [4, 0], [8, at], [4, 1]),
  ]);
}
