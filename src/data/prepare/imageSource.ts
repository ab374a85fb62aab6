/**
 * Images as bytes, and how a network is to see them: which of them, moved and mirrored how, and
 * normalised by which table. A device may hold the bytes and do all of it; {@link gatherInto} is
 * the same on the host.
 */
import type { ImageShape } from '../../spec/units.ts';
import { imageSize, type Split } from '../dataset.ts';
import { type CropWindow, scaleWindow } from './cropWindow.ts';
import { bitsOf, type Normaliser, normaliseInto } from './normalise.ts';

/** Images of a split. The same object stands for the same images, so that devices may keep them. */
export interface ImageSource {
  readonly pixels: Split['images'];
  readonly shape: ImageShape;
  readonly normaliser: Normaliser;
  /** What is seen of each image that is not moved, scaled to the image's size; null for all of it. */
  readonly window: CropWindow | null;
}

/** How each of some images is changed. */
export interface ImageMoves {
  /** Row of the image that becomes the first; what overhangs is black. */
  readonly down: Int16Array;
  /** Column of the image that becomes the first; what overhangs is black. */
  readonly right: Int16Array;
  /** Rows and columns of the window that is scaled to the image's size; null where none is. */
  readonly scaled: { readonly rows: Int16Array; readonly columns: Int16Array } | null;
  /** 1 where left and right are exchanged afterwards. */
  readonly mirrored: Uint8Array;
}

/** Some images of a source, in some order. */
export interface ChosenImages {
  readonly from: ImageSource;
  readonly indices: Int32Array;
  /** Null where none is changed. */
  readonly moves: ImageMoves | null;
}

/** Writes the images one after another, as a network takes them, to the start of `target`. */
export function gatherInto(target: Float32Array, { from, indices, moves }: ChosenImages): void {
  const { pixels, shape, normaliser, window } = from;
  const size = imageSize(shape);
  const bits = bitsOf(target);
  // Vectors have no places that could be moved.
  if ((moves === null && window === null) || pixels instanceof Float32Array) {
    for (let place = 0; place < indices.length; place++) {
      normaliseInto(bits, place * size, pixels, indices[place] * size, size, normaliser);
    }
    return;
  }
  const moved = new Uint8Array(size);
  for (let place = 0; place < indices.length; place++) {
    const image = pixels.subarray(indices[place] * size, (indices[place] + 1) * size);
    seeImage(moved, image, from, moves, place);
    normaliseInto(bits, place * size, moved, 0, size, normaliser);
  }
}

/** Images by where they lie, or count × height × width × channels values as a network takes them. */
export type GivenImages = Float32Array | ChosenImages;

/** The values of images, count × height × width × channels. */
export function valuesOf(images: GivenImages): Float32Array {
  if (images instanceof Float32Array) return images;
  const values = new Float32Array(images.indices.length * imageSize(images.from.shape));
  gatherInto(values, images);
  return values;
}

/** Writes the bytes of the images one after another, moved but not normalised. */
export function gatherBytes(
  target: Uint8Array,
  pixels: Uint8Array,
  { from, indices, moves }: ChosenImages,
): void {
  const size = imageSize(from.shape);
  for (let place = 0; place < indices.length; place++) {
    const image = pixels.subarray(indices[place] * size, (indices[place] + 1) * size);
    seeImage(target.subarray(place * size), image, from, moves, place);
  }
}

/** Writes an image as it is seen: moved or scaled, mirrored, as bytes. */
function seeImage(
  target: Uint8Array,
  image: Uint8Array,
  { shape, window }: ImageSource,
  moves: ImageMoves | null,
  place: number,
): void {
  const moved = target.subarray(0, image.length);
  if (moves === null) {
    if (window === null) moved.set(image);
    else scaleWindow(moved, image, shape, window);
    return;
  }
  const { down, right, scaled, mirrored } = moves;
  if (scaled === null) crop(moved, image, shape, down[place], right[place]);
  else scaleWindow(moved, image, shape, windowAt(moves, scaled, place));
  if (mirrored[place] === 1) mirrorRows(moved, shape);
}

function windowAt(
  { down, right }: ImageMoves,
  { rows, columns }: NonNullable<ImageMoves['scaled']>,
  place: number,
): CropWindow {
  return { down: down[place], right: right[place], rows: rows[place], columns: columns[place] };
}

/** The window of the image that starts at row `down`, column `right`; black where it overhangs. */
function crop(
  target: Uint8Array,
  image: Uint8Array,
  { height, width, channels }: ImageShape,
  down: number,
  right: number,
): void {
  const row = width * channels;
  const from = Math.max(0, right) * channels;
  const to = Math.min(width, width + right) * channels;
  if (down !== 0 || right !== 0) target.fill(0);
  if (from >= to) return;
  for (let y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
    const source = (y + down) * row;
    target.set(image.subarray(source + from, source + to), y * row + from - right * channels);
  }
}

function mirrorRows(image: Uint8Array, { height, width, channels }: ImageShape): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width >> 1; x++) {
      const left = (y * width + x) * channels;
      const right = (y * width + width - 1 - x) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const held = image[left + channel];
        image[left + channel] = image[right + channel];
        image[right + channel] = held;
      }
    }
  }
}
