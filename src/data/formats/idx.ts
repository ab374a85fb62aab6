/**
 * IDX, the format of MNIST: a magic number (two zeros, element type, rank), one big-endian
 * uint32 a dimension, then the elements, big-endian, last dimension fastest. Source:
 * yann.lecun.com/exdb/mnist as archived; torchvision `read_sn3_pascalvincent_tensor`.
 */
import { DataError } from '../dataError.ts';
import { exactBytes } from '../limits.ts';

/** One array. Images stay a view of the file's bytes. */
export interface IdxArray {
  readonly dimensions: readonly number[];
  /** Bytes for rank 3 and 4; whole numbers for rank 1. */
  readonly values: Uint8Array | Int32Array;
}

interface ElementType {
  readonly name: string;
  readonly bytes: number;
  /** Reads one element; absent for types that are no labels. */
  readonly read?: (view: DataView, at: number) => number;
}

const elementTypes: Readonly<Record<number, ElementType>> = {
  8: { name: 'uint8', bytes: 1, read: (view, at) => view.getUint8(at) },
  9: { name: 'int8', bytes: 1, read: (view, at) => view.getInt8(at) },
  11: { name: 'int16', bytes: 2, read: (view, at) => view.getInt16(at) },
  12: { name: 'int32', bytes: 4, read: (view, at) => view.getInt32(at) },
  13: { name: 'float32', bytes: 4 },
  14: { name: 'float64', bytes: 8 },
};

/** Whether bytes start like IDX: two zeros and a known element type. */
export function isIdx(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 && bytes[2] in elementTypes;
}

/**
 * One IDX array: uint8 of rank 3 or 4 (images), or whole numbers of rank 1 (labels).
 * @throws DataError naming the byte for other types and ranks, for empty dimensions, and where
 * the file is not exactly as long as its dimensions say.
 */
export function readIdx(bytes: Uint8Array, file: string): IdxArray {
  const rank = readMagic(bytes, file);
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw lengthError(file, bytes.length, start, 'its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dimensions = Array.from({ length: rank }, (_, index) => view.getUint32(4 + 4 * index));
  const type = elementTypes[bytes[2]];
  checkLength(bytes, dimensions, start, type, file);
  return { dimensions, values: rank === 1 ? readLabels(view, start, type) : bytes.subarray(start) };
}

function readMagic(bytes: Uint8Array, file: string): number {
  if (bytes.length < 4) throw lengthError(file, bytes.length, 4, 'its magic number');
  const type = elementTypes[bytes[2]];
  if (!isIdx(bytes) || type === undefined) {
    const found = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
    throw headerError(file, 0, `the magic number is ${found.join(' ')}`);
  }
  const rank = bytes[3];
  if (rank === 1 && type.read === undefined) throw headerError(file, 2, `labels are ${type.name}`);
  if (rank !== 1 && type.name !== 'uint8') throw headerError(file, 2, `pixels are ${type.name}`);
  if (rank !== 1 && rank !== 3 && rank !== 4) {
    throw headerError(file, 3, `the array has ${rank} dimensions`);
  }
  return rank;
}

function checkLength(
  bytes: Uint8Array,
  dimensions: readonly number[],
  start: number,
  type: ElementType,
  file: string,
): void {
  const empty = dimensions.indexOf(0);
  if (empty !== -1) throw headerError(file, 4 + 4 * empty, `dimension ${empty + 1} is 0`);
  const expected = dimensions.reduce((product, size) => product * size, type.bytes) + start;
  if (bytes.length !== expected) {
    throw lengthError(file, bytes.length, expected, `dimensions ${dimensions.join(' × ')}`);
  }
}

function readLabels(view: DataView, start: number, type: ElementType): Int32Array {
  const { bytes, read = () => 0 } = type;
  const labels = new Int32Array((view.byteLength - start) / bytes);
  for (let index = 0; index < labels.length; index++) {
    labels[index] = read(view, start + index * bytes);
  }
  return labels;
}

function headerError(file: string, at: number, found: string): DataError {
  return new DataError({
    file,
    place: `byte ${at}`,
    found,
    allowed:
      'IDX images (uint8; count × height × width, or with 1 or 3 channels last) and IDX labels (whole numbers; one dimension), no dimension empty',
    remedy: 'convert the file, or choose another',
  });
}

function lengthError(file: string, length: number, expected: number, what: string): DataError {
  const surplus = length - expected;
  return new DataError({
    file,
    place: `byte ${Math.min(length, expected)}`,
    found:
      surplus < 0
        ? `the file ends after ${exactBytes(length)}, before the ${exactBytes(expected)} of ${what}`
        : `the file is ${exactBytes(surplus)} longer than the ${exactBytes(expected)} of ${what}`,
    allowed: 'files exactly as long as their header says',
    remedy: 'download or copy the file again',
  });
}
