/**
 * IDX, the format of MNIST: a magic number (two zeros, element type, rank), one big-endian
 * uint32 a dimension, then the elements, big-endian, last dimension fastest. Source:
 * yann.lecun.com/exdb/mnist as archived; torchvision `read_sn3_pascalvincent_tensor`.
 */
import { DataError } from '../dataError.ts';
import { exactBytes } from '../limits.ts';
import type { ElementType, NpyArray } from './npy.ts';

interface IdxElement {
  readonly name: string;
  /** How arrays are named that NumPy writes of it. */
  readonly type: ElementType;
}

const elementTypes: Readonly<Record<number, IdxElement>> = {
  8: { name: 'uint8', type: 'u1' },
  9: { name: 'int8', type: 'i1' },
  11: { name: 'int16', type: 'i2' },
  12: { name: 'int32', type: 'i4' },
  13: { name: 'float32', type: 'f4' },
  14: { name: 'float64', type: 'f8' },
};
const maxDimensions = 4;

/** Whether bytes start like IDX: two zeros and a known element type. */
export function isIdx(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 && bytes[2] in elementTypes;
}

/**
 * One IDX array, its elements a view of the file: labels of rank 1, or images or vectors of rank
 * 2 to 4.
 * @throws DataError naming the byte for other ranks, labels that are no whole numbers, empty
 * dimensions, and where the file is not exactly as long as its dimensions say.
 */
export function readIdx(bytes: Uint8Array, file: string): NpyArray {
  const rank = readMagic(bytes, file);
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw lengthError(file, bytes.length, start, 'its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, index) => view.getUint32(4 + 4 * index));
  const { type } = elementTypes[bytes[2]];
  checkLength(bytes, shape, start, Number(type[1]), file);
  const data = bytes.subarray(start);
  return { file, entry: null, type, bigEndian: true, fortranOrder: false, shape, data };
}

function readMagic(bytes: Uint8Array, file: string): number {
  if (bytes.length < 4) throw lengthError(file, bytes.length, 4, 'its magic number');
  const type = elementTypes[bytes[2]];
  if (!isIdx(bytes) || type === undefined) {
    const found = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
    throw headerError(file, 0, `the magic number is ${found.join(' ')}`);
  }
  const rank = bytes[3];
  if (rank === 1 && type.type.startsWith('f')) {
    throw headerError(file, 2, `labels are ${type.name}`);
  }
  if (rank < 1 || rank > maxDimensions) {
    throw headerError(file, 3, `the array has ${rank} dimensions`);
  }
  return rank;
}

function checkLength(
  bytes: Uint8Array,
  dimensions: readonly number[],
  start: number,
  elementBytes: number,
  file: string,
): void {
  const empty = dimensions.indexOf(0);
  if (empty !== -1) throw headerError(file, 4 + 4 * empty, `dimension ${empty + 1} is 0`);
  const expected = dimensions.reduce((product, size) => product * size, elementBytes) + start;
  if (bytes.length !== expected) {
    throw lengthError(file, bytes.length, expected, `dimensions ${dimensions.join(' × ')}`);
  }
}

function headerError(file: string, at: number, found: string): DataError {
  return new DataError({
    file,
    place: `byte ${at}`,
    found,
    allowed:
      'IDX images (count × height × width, or with 1 or 3 channels last), vectors (count × features) and labels (whole numbers; one dimension), no dimension empty',
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
