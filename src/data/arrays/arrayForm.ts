/** How paired arrays become images, or vectors: their axes, the scale of their values, what to ask. */
import { formatCount } from '../../lib/numberFormat.ts';
import type { ImageShape } from '../../spec/units.ts';
import type { Raster } from '../codecs/raster.ts';
import { DataError } from '../dataError.ts';
import type { Pixels } from '../dataset.ts';
import { namesVectors } from '../layout/splitRole.ts';
import { type DataLimits, decodedAllowance, exactBytes, quoted } from '../limits.ts';
import {
  type PixelLayout,
  previewImages,
  type ReadingChoices,
  type RowsQuestion,
} from '../readingChoices.ts';
import type { Pair } from './arrayPairs.ts';
import { imageAxes, squareShape } from './imageAxes.ts';
import type { NumberedSplit } from './labelledDataset.ts';
import type { NamedArray } from './namedArray.ts';
import { type NpyArray, npyError } from './npy.ts';
import { type ImageAxes, labelsOf, pixelsOf, valueRangeOf, vectorsOf } from './npyElements.ts';
import {
  allowedPixelValues,
  bytesAsTheyAre,
  emptyRange,
  fewestSigned,
  joinRanges,
  type PixelScale,
  pixelScale,
  type ValueRange,
} from './pixelScale.ts';
import {
  arranged,
  imageShapeOf,
  mayBePixels,
  offeredRowShapes,
  previewsOfRows,
} from './rowShape.ts';
import { rowsQuestion, shapesQuestion } from './rowsQuestion.ts';
import { maxFeatures, vectorShape } from './vectors.ts';

/** White as a byte. */
const brightest = 255;
/** Rows that shapes are judged by. */
const judgedRows = 200;

/** What arrays become. */
export interface ArrayForm {
  readonly kind: 'images' | 'vectors';
  readonly shape: ImageShape;
  /** What was decided, for people. */
  readonly notes: readonly string[];
  readonly read: (array: NpyArray) => Pixels;
}

/**
 * The form of all pairs' images; a question where flat rows may be images or vectors.
 * @throws DataError where they are neither, differ, or are too large.
 */
export function formOf(
  pairs: readonly Pair[],
  { rows, shape }: ReadingChoices,
  limits: DataLimits,
): ArrayForm | RowsQuestion {
  const [{ images: first }] = pairs;
  const isFlat = pairs.every(({ images }) => images.array.shape.length === 2);
  if (!isFlat || rows === 'images' || (rows === undefined && shape !== undefined)) {
    return imageForm(pairs, shape ?? null, limits, rangesOf(pairs));
  }
  const [, length] = first.array.shape;
  const square = squareShape(length);
  if (rows === 'vectors' || namesVectors(first.name)) return vectorForm(pairs, limits);
  if (square === null) return otherForm(pairs, length, limits);
  const range = rangesOf(pairs);
  const isMeasured = range !== null && !range.whole;
  const isSigned = range !== null && range.min < 0;
  const isNone = range !== null && pixelScale(range) === null;
  if ((isMeasured && isNone) || (isSigned && !isNone && length < fewestSigned))
    return vectorForm(pairs, limits);
  const form = imageForm(pairs, null, limits, range);
  return isMeasured || isSigned
    ? rowsQuestion(first.name, length, square, previewsOf(first.array, form), !isMeasured)
    : form;
}

/** Vectors, or a question where rows may be images that are not square and grey. */
function otherForm(
  pairs: readonly Pair[],
  length: number,
  limits: DataLimits,
): ArrayForm | RowsQuestion {
  const [{ images: first }] = pairs;
  const range = pixelRange(pairs);
  const scale = range === null ? null : pixelScale(range);
  if (range === null || scale === null || !mayBePixels(length, range)) {
    return vectorForm(pairs, limits);
  }
  const rows = firstRows(first.array, scale);
  const shapes = offeredRowShapes(length, rows);
  if (shapes.length === 0) return vectorForm(pairs, limits);
  const offered = shapes.map((shape) => ({ shape, previews: previewsOfRows(rows, shape) }));
  return shapesQuestion(first.name, length, offered);
}

/** The range of values; null where some are no numbers, which those who read vectors tell. */
function pixelRange(pairs: readonly Pair[]): ValueRange | null {
  try {
    return rangesOf(pairs) ?? byteRange(pairs);
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

/** Whether bytes go beyond what counts and codes come to. */
function byteRange(pairs: readonly Pair[]): ValueRange {
  const isBright = pairs.some(({ images }) =>
    images.array.data.some((value) => value > brightest / 2),
  );
  return { min: 0, max: isBright ? brightest : 1, whole: true };
}

/** The first rows as bytes. */
function firstRows(array: NpyArray, scale: PixelScale): Uint8Array {
  const [all, length] = array.shape;
  const count = Math.min(all, judgedRows);
  const bytes = count * length * Number(array.type[1]);
  // Only whole rows lie together.
  const some = array.fortranOrder
    ? array
    : { ...array, shape: [count, length], data: array.data.subarray(0, bytes) };
  const axes = { shape: vectorShape(length), strides: [length, 1] };
  return pixelsOf(some, axes, scale).subarray(0, count * length);
}

/** The range of all images together; null for bytes, which are pixels as they are. */
function rangesOf(pairs: readonly Pair[]): ValueRange | null {
  const arrays = pairs.map(({ images }) => images.array);
  return arrays[0].type === 'u1' ? null : arrays.map(valueRangeOf).reduce(joinRanges, emptyRange);
}

function imageForm(
  pairs: readonly Pair[],
  rowShape: PixelLayout | null,
  limits: DataLimits,
  range: ValueRange | null,
): ArrayForm {
  const axes = pairs.map(({ images }) => imageAxes(images.array, rowShape, limits));
  checkAlike(
    pairs,
    axes.map(({ shape }) => shape),
  );
  const [{ images: first }] = pairs;
  const scale = scaleOf(first.array, range, pairs);
  const isFlat = first.array.shape.length === 2;
  const layout = isFlat && rowShape !== null ? rowShape : null;
  const shape = layout === null ? axes[0].shape : imageShapeOf(layout);
  const notes = [...(scale.note === null ? [] : [scale.note]), ...flatNotes(shape, first)];
  const axesOf = (array: NpyArray): ImageAxes =>
    axes[pairs.findIndex(({ images }) => images.array === array)];
  const read = (array: NpyArray) => {
    const pixels = pixelsOf(array, axesOf(array), scale);
    return layout === null ? pixels : arranged(pixels, layout);
  };
  return { kind: 'images', shape, notes, read };
}

/** Bytes are taken as they are; other numbers by the range of all images together. */
function scaleOf(first: NpyArray, range: ValueRange | null, pairs: readonly Pair[]): PixelScale {
  if (range === null) return { ...bytesAsTheyAre, note: darknessNote(pairs) };
  const scale = pixelScale(range);
  if (scale !== null) return scale;
  throw npyError(
    first,
    'its elements',
    `pixel values from ${range.min} to ${range.max}`,
    allowedPixelValues,
    'save the images as they were before they were normalised, best as uint8',
  );
}

/** Says so where bytes are 0 and 1 alone, which most often stand for black and white. */
function darknessNote(pairs: readonly Pair[]): string | null {
  const isBright = pairs.some(({ images }) => images.array.data.some((value) => value > 1));
  if (isBright) return null;
  return 'No pixel is brighter than 1 of 255. If 1 stands for white, save the images as bool or as fractions.';
}

function flatNotes({ height, width, channels }: ImageShape, { array }: NamedArray): string[] {
  if (array.shape.length !== 2) return [];
  const kind = channels === 1 ? 'grey' : 'colour';
  return [
    `Rows of ${formatCount(array.shape[1])} values were read as ${kind} images of ${height} × ${width} pixels.`,
  ];
}

function vectorForm(pairs: readonly Pair[], limits: DataLimits): ArrayForm {
  const [{ images: first }] = pairs;
  const shapes = pairs.map(({ images }) => vectorShape(images.array.shape[1]));
  checkAlike(pairs, shapes);
  const [{ width }] = shapes;
  if (width > maxFeatures) {
    const found = `vectors of ${formatCount(width)} features`;
    const allowed = `at most ${formatCount(maxFeatures)}`;
    throw npyError(first.array, 'its shape', found, allowed, 'leave out features');
  }
  const bytes = pairs.reduce((sum, { images }) => sum + 4 * images.array.shape[0] * width, 0);
  if (bytes > limits.decodedBytes) {
    const allowed = decodedAllowance(limits);
    const found = `vectors of ${exactBytes(bytes)}`;
    throw npyError(first.array, 'its shape', found, allowed, 'use fewer vectors');
  }
  const notes = [`Rows of ${formatCount(width)} values were read as feature vectors.`];
  const read = (array: NpyArray) => {
    const { vectors, isRounded } = vectorsOf(array);
    if (isRounded && notes.length === 1) notes.push('Values were rounded to 32 bits.');
    return vectors;
  };
  return { kind: 'vectors', shape: shapes[0], notes, read };
}

/** The first images of an array, for the person to judge by. */
function previewsOf(array: NpyArray, { shape, read }: ArrayForm): Raster[] {
  const { height, width } = shape;
  const size = height * width;
  const pixels = Uint8Array.from(read(array).subarray(0, previewImages * size));
  return Array.from({ length: pixels.length / size }, (_, index) => ({
    height,
    width,
    channels: 1,
    pixels: pixels.subarray(index * size, (index + 1) * size),
  }));
}

function checkAlike(pairs: readonly Pair[], shapes: readonly ImageShape[]): void {
  const textOf = ({ height, width, channels }: ImageShape) => `${height} × ${width} × ${channels}`;
  const [first, ...others] = pairs;
  others.forEach(({ images }, index) => {
    const [ours, theirs] = [shapes[0], shapes[index + 1]].map(textOf);
    const isShape = ours !== theirs;
    if (!isShape && images.array.type === first.images.array.type) return;
    const found = isShape
      ? `images of ${theirs}, where ${quoted(first.images.name)} has ${ours}`
      : `elements of type ${images.array.type}, where ${quoted(first.images.name)} has ${first.images.array.type}`;
    const allowed = 'images of one shape and one element type';
    throw npyError(
      images.array,
      'its header',
      found,
      allowed,
      'choose arrays that belong together',
    );
  });
}

/** The images and labels of some pairs, one after another. */
export function joinedSplit(members: readonly Pair[], form: ArrayForm): NumberedSplit {
  const images = members.map((pair) => form.read(pair.images.array));
  const labels = members.map((pair) => labelsOf(pair.labels.array));
  const { name: file } = members[0].labels;
  if (members.length === 1) return { file, images: images[0], labels: labels[0] };
  const length = images.reduce((sum, part) => sum + part.length, 0);
  const all = form.kind === 'images' ? new Uint8Array(length) : new Float32Array(length);
  let at = 0;
  for (const part of images) {
    all.set(part, at);
    at += part.length;
  }
  return { file, images: all, labels: Int32Array.from(labels.flatMap((part) => [...part])) };
}
