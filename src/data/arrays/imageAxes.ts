/** Which dimension of an array of images is which, where a file does not say it. */
import type { ImageShape } from '../../spec/units.ts';
import type { DataError } from '../dataError.ts';
import type { DataLimits } from '../limits.ts';
import type { PixelLayout } from '../readingChoices.ts';
import { type NpyArray, npyError } from './npy.ts';
import type { ImageAxes } from './npyElements.ts';

const isChannels = (size: number): boolean => size === 1 || size === 3;

/**
 * Reads dimensions as count × height × width, with 1 or 3 channels last or second, or as
 * count × values, of images of `rowShape` (whose planes and opacity are left as they lie) or square.
 * @throws DataError for other dimensions, for those that allow two readings, and for large sides.
 */
export function imageAxes(
  array: NpyArray,
  rowShape: PixelLayout | null,
  limits: DataLimits,
): ImageAxes {
  const axes = axesOf(array, rowShape);
  const { height, width } = axes.shape;
  if (Math.max(height, width) <= limits.imageSide) return axes;
  throw shapeError(
    array,
    `images of ${height} × ${width} pixels`,
    `at most ${limits.imageSide} pixels a side`,
    'scale the images down',
  );
}

function axesOf(array: NpyArray, rowShape: PixelLayout | null): ImageAxes {
  const [, second, third, fourth] = array.shape;
  if (array.shape.length === 2) return flatAxes(array, rowShape);
  if (array.shape.length === 3) {
    return {
      shape: { height: second, width: third, channels: 1 },
      strides: [second * third, third, 1],
    };
  }
  if (isChannels(second) && isChannels(fourth)) {
    const found = `dimensions (${array.shape.join(', ')}), where either the second or the last may be the channels`;
    throw shapeError(array, found);
  }
  if (isChannels(fourth)) {
    const [height, width, channels] = [second, third, fourth];
    const row = width * channels;
    return { shape: { height, width, channels }, strides: [height * row, row, channels, 1] };
  }
  if (!isChannels(second)) {
    throw shapeError(array, `no dimension of 1 or 3 channels in (${array.shape.join(', ')})`);
  }
  const [channels, height, width] = [second, third, fourth];
  const row = width * channels;
  return { shape: { height, width, channels }, strides: [height * row, 1, row, channels] };
}

function flatAxes(array: NpyArray, rowShape: PixelLayout | null): ImageAxes {
  const [, size] = array.shape;
  const shape = rowShape ?? squareShape(size);
  if (shape !== null && shape.height * shape.width * shape.channels === size) {
    return { shape, strides: [size, 1] };
  }
  const told =
    rowShape === null
      ? 'square grey image'
      : `image of ${Object.values(rowShape).slice(0, 3).join(' × ')}`;
  throw shapeError(array, `rows of ${size} values, which make no ${told}`);
}

/** The square grey image of so many pixels; null where there is none. */
export function squareShape(size: number): ImageShape | null {
  const side = Math.round(Math.sqrt(size));
  return side * side === size ? { height: side, width: side, channels: 1 } : null;
}

function shapeError(
  array: NpyArray,
  found: string,
  allowed = 'count × height × width, with 1 or 3 channels last or second, or rows of square grey images',
  remedy = 'reshape the array and save it again',
): DataError {
  return npyError(array, 'its shape', found, allowed, remedy);
}
