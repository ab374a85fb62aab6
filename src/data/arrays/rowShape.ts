/**
 * What images rows of numbers may be: grey or in colour, square or not, a colour's values pixel by
 * pixel or a plane each. Which of them it is only a person can say; how smooth the images would be
 * orders what they are offered.
 */
import type { ImageShape } from '../../spec/units.ts';
import { overWhite } from '../codecs/overWhite.ts';
import type { Raster } from '../codecs/raster.ts';
import { type PixelLayout, previewImages } from '../readingChoices.ts';
import type { ValueRange } from './pixelScale.ts';

/** Sides of images that are offered, at least; and how many times its height the width may be. */
const shortestSide = 4;
const mostOblong = 3;
const mostOblongColour = 1.6;
/** Fewer values are measurements, hardly an image. */
const fewestPixels = 25;
/** Shapes that are offered, at most. */
const offeredShapes = 6;
/** Values that shapes are judged by, at most. */
const judgedValues = 2 ** 18;

/** The numbers in a row of such an image. */
export const rowLength = ({ height, width, channels }: PixelLayout): number =>
  height * width * channels;

/** The shape of the images: opacity is no channel of theirs, they are laid on white. */
export const imageShapeOf = ({ height, width, channels }: PixelLayout): ImageShape => ({
  height,
  width,
  channels: channels === 4 ? 3 : channels,
});

/** Grey images row by row, as they are where nothing else is said. */
export const greyShape = ({
  height,
  width,
}: {
  readonly height: number;
  readonly width: number;
}): PixelLayout => ({
  height,
  width,
  channels: 1,
});

/**
 * Whether rows that make no grey square may be images, and not features: many values, whole ones
 * that go beyond what counts and codes come to, or such as make a colour square of some size.
 */
export function mayBePixels(length: number, { min, max, whole }: ValueRange): boolean {
  if (length < fewestPixels || min < 0 || max > 255) return false;
  if (whole) return max >= 128;
  const side = Math.sqrt(length / 3);
  return Number.isInteger(side) && side >= 8;
}

/** So many values are hardly measurements of one thing, whatever shape they make. */
const manyValues = 100;
/** Pixels get at least as bright somewhere. */
const bright = 128;

/**
 * Whether rows of a table whose columns nothing calls pixels are like images: so many values, or such
 * as make a colour square, and most of those that differ at all as bright as white somewhere. Columns
 * of measurements have scales of their own.
 * @param rows the first rows, as bytes.
 */
export function areLikePixels(rows: Uint8Array, length: number): boolean {
  if (length < manyValues && !Number.isInteger(Math.sqrt(length / 3))) return false;
  let varied = 0;
  let brightened = 0;
  for (let column = 0; column < length; column++) {
    let [least, most] = [rows[column], rows[column]];
    for (let at = column; at < rows.length; at += length) {
      least = Math.min(least, rows[at]);
      most = Math.max(most, rows[at]);
    }
    if (least === most) continue;
    varied++;
    if (most >= bright) brightened++;
  }
  return 2 * brightened >= varied;
}

/** Images of rows as data sets hold them: count × height × width × channels. */
export function arranged(rows: Uint8Array, shape: PixelLayout): Uint8Array {
  const { height, width, channels, order } = shape;
  if (channels === 1 || (channels === 3 && order !== 'planes')) return rows;
  const plane = height * width;
  const [step, pixelStep] = order === 'planes' ? [plane, 1] : [1, channels];
  const count = rows.length / (plane * channels);
  const images = new Uint8Array(count * plane * 3);
  let at = 0;
  for (let image = 0; image < count; image++) {
    for (let pixel = 0; pixel < plane; pixel++) {
      const from = image * plane * channels + pixel * pixelStep;
      const alpha = channels === 4 ? rows[from + 3 * step] : 255;
      for (let channel = 0; channel < 3; channel++) {
        images[at++] = overWhite(rows[from + channel * step], alpha);
      }
    }
  }
  return images;
}

/** The first images of rows, for a person to judge by. */
export function previewsOfRows(rows: Uint8Array, shape: PixelLayout): Raster[] {
  const length = rowLength(shape);
  const count = Math.min(previewImages, Math.floor(rows.length / length));
  const { height, width, channels } = imageShapeOf(shape);
  const images = arranged(rows.subarray(0, count * length), shape);
  const size = height * width * channels;
  return Array.from({ length: count }, (_, index) => ({
    height,
    width,
    channels: channels === 3 ? 3 : 1,
    pixels: images.slice(index * size, (index + 1) * size),
  }));
}

/**
 * Images that rows of so many numbers may be, where they make no grey square: square colour images
 * in either order, and oblong ones; the smoothest first.
 * @param rows the first rows, as bytes.
 */
export function offeredRowShapes(length: number, rows: Uint8Array): PixelLayout[] {
  const squares = coloured(length, 1);
  const shapes = [
    ...oblong(length, mostOblong).map(greyShape),
    ...(squares.length > 0 ? [] : coloured(length, mostOblongColour)),
  ];
  const judged = rows.subarray(0, length * Math.max(1, Math.floor(judgedValues / length)));
  const byRoughness = (some: readonly PixelLayout[]) =>
    some
      .map((shape) => ({ shape, roughness: roughnessOf(judged, shape) }))
      .sort((a, b) => a.roughness - b.roughness)
      .map(({ shape }) => shape);
  const kept = byRoughness(shapes).slice(0, offeredShapes - squares.length);
  return byRoughness([...squares, ...kept]);
}

/** Colour images of three planes, or of pixels of three values. */
function coloured(length: number, most: number): PixelLayout[] {
  if (length % 3 !== 0) return [];
  return oblong(length / 3, most).flatMap(({ height, width }): PixelLayout[] => [
    { height, width, channels: 3 },
    { height, width, channels: 3, order: 'planes' },
  ]);
}

/** Heights and widths of so many pixels, neither side longer than `most` times the other. */
function oblong(pixels: number, most: number): { height: number; width: number }[] {
  const sides: { height: number; width: number }[] = [];
  for (let height = shortestSide; height * height <= pixels; height++) {
    const width = pixels / height;
    if (!Number.isInteger(width) || width > most * height) continue;
    sides.push({ height, width });
    if (height !== width) sides.push({ height: width, width: height });
  }
  return sides;
}

/** How much neighbouring pixels differ, on average. */
function roughnessOf(rows: Uint8Array, shape: PixelLayout): number {
  const { height, width, channels } = imageShapeOf(shape);
  const images = arranged(rows, shape);
  const line = width * channels;
  const size = height * line;
  let sum = 0;
  let pairs = 0;
  for (let start = 0; start + size <= images.length; start += size) {
    for (let at = start; at < start + size; at++) {
      const inLine = (at - start) % line;
      if (inLine >= channels) {
        sum += Math.abs(images[at] - images[at - channels]);
        pairs++;
      }
      if (at - start >= line) {
        sum += Math.abs(images[at] - images[at - line]);
        pairs++;
      }
    }
  }
  return pairs === 0 ? Infinity : sum / pairs;
}
