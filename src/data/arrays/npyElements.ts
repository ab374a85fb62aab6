/** Elements of NumPy arrays as numbers, in chunks, so that no second copy of an array is made. */
import type { ImageShape } from '../../spec/units.ts';
import type { Pixels } from '../dataset.ts';
import { type ElementType, type NpyArray, npyError } from './npy.ts';
import { allowedPixelValues, type PixelScale, type ValueRange } from './pixelScale.ts';

type Numbers = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;
type Elements = Numbers | Float32Array | Float64Array;

const chunkLength = 65_536;

/** Calls `use` with the elements as they are stored, chunk by chunk, and the first one's place. */
function forEachChunk(array: NpyArray, use: (values: Elements, start: number) => void): void {
  const { type, bigEndian, data } = array;
  const bytes = Number(type[1]);
  const count = data.length / bytes;
  const scratch = new Uint8Array(Math.min(count, chunkLength) * bytes);
  for (let start = 0; start < count; start += chunkLength) {
    const length = Math.min(chunkLength, count - start);
    scratch.set(data.subarray(start * bytes, (start + length) * bytes));
    if (bigEndian) swapBytes(scratch, bytes);
    use(elementsOf(scratch.buffer, length, type), start);
  }
}

function swapBytes(values: Uint8Array, bytes: number): void {
  for (let at = 0; at < values.length; at += bytes) {
    for (let low = at, high = at + bytes - 1; low < high; low++, high--) {
      const byte = values[low];
      values[low] = values[high];
      values[high] = byte;
    }
  }
}

function elementsOf(buffer: ArrayBuffer, length: number, type: ElementType): Elements {
  switch (type) {
    case 'b1':
    case 'u1':
      return new Uint8Array(buffer, 0, length);
    case 'i1':
      return new Int8Array(buffer, 0, length);
    case 'u2':
      return new Uint16Array(buffer, 0, length);
    case 'i2':
      return new Int16Array(buffer, 0, length);
    case 'u4':
      return new Uint32Array(buffer, 0, length);
    case 'i4':
      return new Int32Array(buffer, 0, length);
    case 'u8':
      return wideNumbers(new Uint32Array(buffer, 0, 2 * length), new Uint32Array(buffer));
    case 'i8':
      return wideNumbers(new Uint32Array(buffer, 0, 2 * length), new Int32Array(buffer));
    case 'f2':
      return Float32Array.from(new Uint16Array(buffer, 0, length), halfToNumber);
    case 'f4':
      return new Float32Array(buffer, 0, length);
    case 'f8':
      return new Float64Array(buffer, 0, length);
  }
}

/** Numbers of 64 bits, from their low and high halves; beyond 2^53 rounded. */
function wideNumbers(words: Uint32Array, high: Uint32Array | Int32Array): Float64Array {
  const values = new Float64Array(words.length / 2);
  for (let index = 0; index < values.length; index++) {
    values[index] = high[2 * index + 1] * 2 ** 32 + words[2 * index];
  }
  return values;
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/**
 * The range of an array's values.
 * @throws DataError naming the element that is infinite or no number, or a damaged boolean.
 */
export function valueRangeOf(array: NpyArray): ValueRange {
  let min = Infinity;
  let max = -Infinity;
  let whole = true;
  const highest = array.type === 'b1' ? 1 : Number.MAX_VALUE;
  forEachChunk(array, (values, start) => {
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (!(value >= -Number.MAX_VALUE && value <= highest)) {
        throw elementError(array, start + index, value, allowedPixelValues);
      }
      if (value < min) min = value;
      if (value > max) max = value;
      if (whole && value !== Math.floor(value)) whole = false;
    }
  });
  return { min, max, whole };
}

/**
 * Whole-number labels of an array of one dimension (or with ones beside it), or of two where each
 * row has a single one among zeros: at the label's place.
 * @throws DataError naming the first element, or row, that is none.
 */
export function labelsOf(array: NpyArray): Int32Array {
  const [, columns = 1] = array.shape;
  if (array.shape.length === 2 && columns > 1) return placesOfOnes(array);
  const labels = new Int32Array(array.data.length / Number(array.type[1]));
  forEachChunk(array, (values, start) => {
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      labels[start + index] = value;
      if (labels[start + index] === value && !(array.type === 'b1' && value > 1)) continue;
      throw elementError(array, start + index, value, 'labels that are whole numbers');
    }
  });
  return labels;
}

/** The column of each row's one. */
function placesOfOnes(array: NpyArray): Int32Array {
  const [rows, columns] = array.shape;
  const places = new Int32Array(rows).fill(-1);
  const allowed = 'labels as whole numbers, or rows with a single one among zeros';
  forEachChunk(array, (values, start) => {
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (value === 0) continue;
      const at = start + index;
      const row = array.fortranOrder ? at % rows : Math.floor(at / columns);
      if (value !== 1 || places[row] !== -1) throw elementError(array, at, value, allowed);
      places[row] = array.fortranOrder ? Math.floor(at / rows) : at % columns;
    }
  });
  const empty = places.indexOf(-1);
  if (empty === -1) return places;
  const first = array.fortranOrder ? empty : empty * columns;
  throw elementError(array, first, 0, allowed);
}

/** Which dimension of an array of images is which. */
export interface ImageAxes {
  readonly shape: ImageShape;
  /** For each of the array's dimensions its steps in images of count × height × width × channels. */
  readonly strides: readonly number[];
}

/** The images as bytes, a view of the file where it holds just these. */
export function pixelsOf(array: NpyArray, { strides }: ImageAxes, scale: PixelScale): Uint8Array {
  const { shape, type, data } = array;
  const { sizes, steps } = walkOf(array, strides);
  const inPlace = steps.every((step, i) => sizes[i] === 1 || step === product(sizes.slice(0, i)));
  if (inPlace && type === 'u1' && scale.factor === 1) return data;
  const pixels = new Uint8Array(product(shape));
  place(array, strides, pixels, scale.factor, scale.offset + 0.5);
  return pixels;
}

/**
 * The rows of an array of two dimensions as 32-bit numbers, and whether any was rounded.
 * @throws DataError naming the element that 32 bits cannot hold.
 */
export function vectorsOf(array: NpyArray): { vectors: Float32Array; isRounded: boolean } {
  const vectors = new Float32Array(product(array.shape));
  let isRounded = false;
  forEachChunk(array, (values, start) => {
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      const kept = Math.fround(value);
      if (kept !== value) isRounded = true;
      if (!Number.isFinite(kept)) {
        throw elementError(array, start + index, value, 'finite numbers that 32 bits can hold');
      }
    }
  });
  place(array, [array.shape[1], 1], vectors, 1, 0);
  return { vectors, isRounded };
}

/** Sizes and steps of the dimensions, from the one that is fastest in the file on. */
function walkOf({ shape, fortranOrder }: NpyArray, strides: readonly number[]) {
  const order = shape.map((_, axis) => (fortranOrder ? axis : shape.length - 1 - axis));
  return { sizes: order.map((axis) => shape[axis]), steps: order.map((axis) => strides[axis]) };
}

/** Writes each element times `factor` and plus `addend` where the strides put it. */
function place(
  array: NpyArray,
  strides: readonly number[],
  target: Pixels,
  factor: number,
  addend: number,
): void {
  const { sizes, steps } = walkOf(array, strides);
  const indices = sizes.map(() => 0);
  const [size] = sizes;
  const [step] = steps;
  let fastest = 0;
  let at = 0;
  forEachChunk(array, (values) => {
    for (let index = 0; index < values.length; index++) {
      target[at] = values[index] * factor + addend;
      at += step;
      if (++fastest === size) {
        fastest = 0;
        at += advance(indices, sizes, steps) - size * step;
      }
    }
  });
}

/** Counts one up from the second dimension on; returns how far the position moves by it. */
function advance(indices: number[], sizes: readonly number[], steps: readonly number[]): number {
  let moved = 0;
  for (let axis = 1; axis < sizes.length; axis++) {
    moved += steps[axis];
    if (++indices[axis] < sizes[axis]) return moved;
    moved -= sizes[axis] * steps[axis];
    indices[axis] = 0;
  }
  return moved;
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

function elementError(array: NpyArray, index: number, value: number, allowed: string): Error {
  const remedy = 'correct the array and save it again';
  return npyError(array, `element ${index}`, `the value ${value}`, allowed, remedy);
}
