import { crc32 } from '../../lib/crc32.ts';
import { ByteSink, InflateError, inflate } from '../../lib/inflate.ts';
import { DataError } from '../dataError.ts';
import { exactBytes } from '../limits.ts';

/** Deflate cannot pack more than this many bytes into one. */
const largestRatio = 1032;
const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The content of a gzip file (RFC 1952) of one or more members, checksums verified.
 * @throws DataError naming `file` and the byte where it is damaged, ends early, is followed by
 * other bytes, or inflates to more than `limit` bytes.
 */
export function gunzip(bytes: Uint8Array, file: string, limit: number): Uint8Array<ArrayBuffer> {
  const sink = new ByteSink(limit, announcedSize(bytes));
  let at = 0;
  do {
    at = readMember(bytes, at, sink, file);
  } while (at < bytes.length);
  return sink.bytes;
}

/** What the last four bytes announce, where deflate could reach it; reserved ahead, not believed. */
function announcedSize(bytes: Uint8Array): number {
  if (bytes.length < 18) return 0;
  const size = viewOf(bytes).getUint32(bytes.length - 4, true);
  return size <= bytes.length * largestRatio ? size : 0;
}

function readMember(bytes: Uint8Array, start: number, sink: ByteSink, file: string): number {
  const before = sink.length;
  const end = inflateMember(bytes, readHeader(bytes, start, file), sink, file);
  if (end + 8 > bytes.length) throw endsEarly(file, bytes.length);
  const view = viewOf(bytes);
  const intact =
    crc32(sink.bytes.subarray(before)) === view.getUint32(end, true) &&
    (sink.length - before) % 2 ** 32 === view.getUint32(end + 4, true);
  if (!intact) throw damaged(file, end, 'the checksum does not match the content');
  return end + 8;
}

function inflateMember(bytes: Uint8Array, start: number, sink: ByteSink, file: string): number {
  try {
    return inflate(bytes, sink, start);
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    if (error.fault === 'over-limit') throw tooLarge(file, sink.limit);
    if (error.fault === 'truncated') throw endsEarly(file, error.at);
    throw damaged(file, error.at, error.message);
  }
}

/** Position of the first byte after a member's header. */
function readHeader(bytes: Uint8Array, start: number, file: string): number {
  if (!isGzip(bytes.subarray(start))) {
    throw start === 0
      ? damaged(file, 0, 'the gzip signature is missing')
      : damaged(file, start, 'other bytes follow the compressed data');
  }
  if (bytes.length < start + 10) throw endsEarly(file, bytes.length);
  const flag = bytes[start + 3];
  if (bytes[start + 2] !== 8) throw damaged(file, start + 2, 'the compression method is unknown');
  if ((flag & flags.reserved) !== 0) throw damaged(file, start + 3, 'reserved flags are set');
  let at = start + 10;
  if ((flag & flags.extra) !== 0) at += 2 + (bytes[at] | (bytes[at + 1] << 8));
  if ((flag & flags.name) !== 0) at = afterZero(bytes, at);
  if ((flag & flags.comment) !== 0) at = afterZero(bytes, at);
  if ((flag & flags.headerCrc) !== 0) at += 2;
  if (at > bytes.length) throw endsEarly(file, bytes.length);
  return at;
}

/** A text that has no end makes the header longer than the file. */
function afterZero(bytes: Uint8Array, at: number): number {
  const zero = at < bytes.length ? bytes.indexOf(0, at) : -1;
  return zero === -1 ? bytes.length + 1 : zero + 1;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(file: string, at: number, found: string): DataError {
  return new DataError({
    file,
    place: `byte ${at}`,
    found,
    allowed: 'gzip data with matching checksums and nothing after them',
    remedy: 'download or copy the file again',
  });
}

function endsEarly(file: string, at: number): DataError {
  return new DataError({
    file,
    place: `byte ${at}`,
    found: 'the file ends before its compressed data do',
    allowed: 'complete gzip files',
    remedy: 'download or copy the file again',
  });
}

function tooLarge(file: string, limit: number): DataError {
  return new DataError({
    file,
    place: null,
    found: `it inflates to more than ${exactBytes(limit)}`,
    allowed: `at most ${exactBytes(limit)} once inflated`,
    remedy: 'use fewer or smaller images',
  });
}
