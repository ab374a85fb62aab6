/**
 * Looks over structures of Thrift's compact protocol, in which Parquet writes its footer and the
 * headers of its pages, before they are read: a few bytes there can announce lists of any length.
 * Source: github.com/apache/thrift, doc/specs/thrift-compact-protocol.md.
 */

const types = {
  stop: 0,
  yes: 1,
  no: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  struct: 12,
};
/** Parquet's own structures are less deep. */
const deepest = 24;

/**
 * The position after the struct that starts at a byte; undefined where it is damaged: lists and
 * texts longer than the bytes that follow, structs without end or within too many others, types
 * that Parquet does not use.
 */
export function endOfStruct(bytes: Uint8Array, start: number, depth = 0): number | undefined {
  if (depth > deepest) return undefined;
  let at: number | undefined = start;
  while (at !== undefined && at < bytes.length) {
    const head: number = bytes[at++];
    const type = head & 15;
    if (type === types.stop) return at;
    // The number of the field, where it is not a small step from the last one's.
    if (head >> 4 === 0) at = endOfNumber(bytes, at);
    if (at !== undefined) at = endOfElement(bytes, at, type, depth);
  }
  return undefined;
}

function endOfElement(
  bytes: Uint8Array,
  at: number,
  type: number,
  depth: number,
): number | undefined {
  switch (type) {
    case types.yes:
    case types.no:
      return at;
    case types.byte:
      return at + 1;
    case types.i16:
    case types.i32:
    case types.i64:
      return endOfNumber(bytes, at);
    case types.double:
      return at + 8;
    case types.binary: {
      const start = endOfNumber(bytes, at);
      return start === undefined ? undefined : within(bytes, start + numberAt(bytes, at, start));
    }
    case types.list:
      return endOfList(bytes, at, depth);
    case types.struct:
      return endOfStruct(bytes, at, depth + 1);
    default:
      return undefined;
  }
}

function endOfList(bytes: Uint8Array, start: number, depth: number): number | undefined {
  const head = bytes[start];
  const type = head & 15;
  let at: number | undefined = start + 1;
  let count = head >> 4;
  if (count === 15) {
    const end = endOfNumber(bytes, at);
    if (end === undefined) return undefined;
    count = numberAt(bytes, at, end);
    at = end;
  }
  // An element takes a byte at least.
  if (count > bytes.length - at) return undefined;
  const isBoolean = type === types.yes || type === types.no;
  for (let index = 0; index < count && at !== undefined; index++) {
    at = endOfElement(bytes, at, isBoolean ? types.byte : type, depth + 1);
  }
  return at;
}

const within = (bytes: Uint8Array, at: number): number | undefined =>
  at <= bytes.length ? at : undefined;

/** Seven bits a byte, the last one's first bit clear; ten bytes at most. */
function endOfNumber(bytes: Uint8Array, start: number): number | undefined {
  for (let at = start; at < Math.min(start + 10, bytes.length); at++) {
    if (bytes[at] < 128) return at + 1;
  }
  return undefined;
}

function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = end - 1; at >= start; at--) value = value * 128 + (bytes[at] & 127);
  return value;
}
