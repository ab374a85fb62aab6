/**
 * NPY, NumPy's file of one array: magic number, version, header (see npyHeader.ts), then the
 * elements and nothing else. Source: numpy.lib.format.
 */
import { DataError } from '../dataError.ts';
import { exactBytes, oneLine, quoted } from '../limits.ts';
import { type NpyHeader, parseNpyHeader } from './npyHeader.ts';

/** Where an array is: a file, or an entry of an archive. */
export interface ArrayPlace {
  readonly file: string;
  readonly entry: string | null;
}

/** Kind and bytes of an element, as NumPy names them: `u1` to `u8`, `i1` to `i8`, `f2` to `f8`. */
export type ElementType =
  | 'b1'
  | 'u1'
  | 'i1'
  | 'u2'
  | 'i2'
  | 'u4'
  | 'i4'
  | 'u8'
  | 'i8'
  | 'f2'
  | 'f4'
  | 'f8';

/** An array whose elements are still bytes. */
export interface NpyArray extends ArrayPlace {
  readonly type: ElementType;
  readonly bigEndian: boolean;
  /** Whether the first dimension is fastest, not the last. */
  readonly fortranOrder: boolean;
  /** Sizes of the dimensions, none 0. */
  readonly shape: readonly number[];
  /** The elements, a view of the file. */
  readonly data: Uint8Array;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** As NumPy itself allows. */
const longestHeader = 10_000;
const numeric = 'b1 u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8'.split(' ');
const otherKinds: Readonly<Record<string, string>> = {
  O: 'Python objects; they are pickled, and opening a pickle can run any code',
  U: 'text',
  S: 'text',
  a: 'text',
  V: 'raw bytes',
  c: 'complex numbers',
  M: 'dates',
  m: 'time spans',
  f: 'floats of an unusual size',
};
const numbersAllowed = 'whole numbers of 1 to 8 bytes, floats of 2, 4 or 8 bytes, and booleans';

export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/**
 * The array in an NPY file; its elements are not converted.
 * @throws DataError naming the byte where the file is no NPY, holds elements that are no real
 * numbers, has an empty or more than five dimensions, or is not exactly as long as it says.
 */
export function readNpy(bytes: Uint8Array, place: ArrayPlace): NpyArray {
  const { header, start } = readHeader(bytes, place);
  const { type, bigEndian } = elementType(header, place);
  const { shape, fortranOrder } = header;
  if (shape.includes(0) || shape.length > 5) {
    const what = shape.length > 5 ? `${shape.length} dimensions` : 'an empty dimension';
    const found = `${what}: (${shape.slice(0, 8).join(', ')})`;
    throw npyError(place, 10, found, 'at most 5 dimensions, none empty', 'write the array again');
  }
  const expected = shape.reduce((product, size) => product * size, Number(type[1]));
  checkNpyLength(bytes, start, expected, header, place);
  return { ...place, type, bigEndian, fortranOrder, shape, data: bytes.subarray(start) };
}

/** The header of an NPY file, and where its elements begin. @throws DataError naming the byte. */
export function readHeader(
  bytes: Uint8Array,
  place: ArrayPlace,
): { header: NpyHeader; start: number } {
  if (!isNpy(bytes)) throw headerError(place, 0, 'the NPY magic number is missing');
  if (bytes.length < 8) throw headerError(place, bytes.length, 'the file ends in its header');
  const [major, minor] = bytes.subarray(6, 8);
  if (major < 1 || major > 3 || minor !== 0) {
    throw headerError(place, 6, `the version is ${major}.${minor}`, 'versions 1.0, 2.0 and 3.0');
  }
  const textAt = major === 1 ? 10 : 12;
  if (bytes.length < textAt) throw headerError(place, bytes.length, 'the file ends in its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, textAt);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > longestHeader) {
    const allowed = `at most ${exactBytes(longestHeader)}`;
    throw headerError(place, 8, `a header of ${exactBytes(length)}`, allowed);
  }
  const start = textAt + length;
  if (bytes.length < start) throw headerError(place, bytes.length, 'the file ends in its header');
  // Field names alone may hold other letters than ASCII, and records are not read.
  const text = String.fromCharCode(...bytes.subarray(textAt, start));
  const fail = (at: number, found: string) =>
    headerError(place, textAt + at, `the header has ${oneLine(found)}`);
  return { header: parseNpyHeader(text, fail), start };
}

function elementType(
  header: NpyHeader,
  place: ArrayPlace,
): { type: ElementType; bigEndian: boolean } {
  const refuse = (what: string) =>
    npyError(
      place,
      10,
      `its elements are ${what}`,
      numbersAllowed,
      header.descr?.endsWith('O')
        ? 'save texts with array.astype(str), and numbers with a plain type, as array.astype("uint8")'
        : 'save the array with a plain type, as array.astype("uint8")',
    );
  const { descr } = header;
  if (descr === null) throw refuse('records of several fields');
  const [, order, type] = /^([<>|])([a-zA-Z]\d*)$/.exec(descr) ?? [];
  const isKnown = numeric.includes(type) && (order !== '|' || type[1] === '1');
  if (isKnown) return { type: type as ElementType, bigEndian: order === '>' };
  const kind = otherKinds[type?.[0] ?? ''];
  throw refuse(kind === undefined ? `of an unknown type ${quoted(descr)}` : kind);
}

/** @throws DataError where the elements are not as many bytes as expected. */
export function checkNpyLength(
  bytes: Uint8Array,
  start: number,
  expected: number,
  { shape }: NpyHeader,
  place: ArrayPlace,
): void {
  const actual = bytes.length - start;
  if (actual === expected) return;
  const size = `(${shape.join(', ')})`;
  throw npyError(
    place,
    start + Math.min(actual, expected),
    actual < expected
      ? `it ends after ${exactBytes(actual)} of elements, where shape ${size} needs ${exactBytes(expected)}`
      : `${exactBytes(actual - expected)} follow the elements of shape ${size}`,
    'files exactly as long as their header says',
    'download or write the file again',
  );
}

function headerError(
  place: ArrayPlace,
  at: number,
  found: string,
  allowed = 'NPY files as numpy.save writes them',
): DataError {
  return npyError(place, at, found, allowed, 'write the file again with numpy.save');
}

/** An array that is refused, at a byte of its file or an element. */
export function npyError(
  { file, entry }: ArrayPlace,
  at: number | string,
  found: string,
  allowed: string,
  remedy: string,
): DataError {
  const where = typeof at === 'number' ? `byte ${at}` : at;
  const place = entry === null ? where : `entry ${quoted(entry)}, ${where}`;
  return new DataError({ file, place, found, allowed, remedy });
}
