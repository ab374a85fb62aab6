/**
 * Brings pictures to one size. Scaling weighs pixels by a triangle as wide as a pixel of the
 * coarser grid (the antialiased bilinear filter of Pillow and torchvision), in float64 and in a
 * fixed order, so that every machine gets the same bytes.
 */
import type { Raster } from '../codecs/raster.ts';
import type { SizeChoice } from '../readingChoices.ts';

/** A stretch of one side of a picture, in pixels, fractions allowed. */
interface Stretch {
  readonly from: number;
  readonly length: number;
}

/** The picture at the chosen size; see {@link Fitting} for the ways. */
export function fitImage(image: Raster, { fitting, height, width }: SizeChoice): Raster {
  if (image.height === height && image.width === width) return image;
  switch (fitting) {
    case 'resize':
      return scaled(image, whole(image.height), whole(image.width), height, width);
    case 'crop': {
      const step = Math.min(image.height / height, image.width / width);
      const rows = middle(image.height, height * step);
      return scaled(image, rows, middle(image.width, width * step), height, width);
    }
    case 'pad': {
      const step = Math.max(1, image.height / height, image.width / width);
      const [rows, columns] = [image.height, image.width].map((side) =>
        Math.max(1, Math.round(side / step)),
      );
      const inner = scaled(image, whole(image.height), whole(image.width), rows, columns);
      return onBlack(inner, height, width);
    }
  }
}

const whole = (length: number): Stretch => ({ from: 0, length });

/** From a whole pixel on, so that cutting alone changes no value. */
const middle = (side: number, length: number): Stretch => ({
  from: Math.floor((side - length) / 2),
  length,
});

function onBlack(image: Raster, height: number, width: number): Raster {
  const { channels } = image;
  const pixels = new Uint8Array(height * width * channels);
  const top = Math.floor((height - image.height) / 2);
  const left = Math.floor((width - image.width) / 2);
  const row = image.width * channels;
  for (let y = 0; y < image.height; y++) {
    const at = ((top + y) * width + left) * channels;
    pixels.set(image.pixels.subarray(y * row, (y + 1) * row), at);
  }
  return { height, width, channels, pixels };
}

/** The picture's part `rows` × `columns` at a new size. */
function scaled(
  image: Raster,
  rows: Stretch,
  columns: Stretch,
  height: number,
  width: number,
): Raster {
  const { channels } = image;
  const across = weightsOf(columns, image.width, width);
  const down = weightsOf(rows, image.height, height);
  const rowLength = width * channels;
  const narrow = new Float64Array(image.height * rowLength);
  // Rows that are cut off count for nothing.
  for (let y = down.first; y < down.end; y++) {
    weighAcross(image, y * image.width * channels, across, narrow, y * rowLength);
  }
  const sums = weighDown(narrow, rowLength, down);
  const pixels = new Uint8Array(sums.length);
  for (let at = 0; at < sums.length; at++) pixels[at] = sums[at] + 0.5;
  return { height, width, channels, pixels };
}

/** How much each pixel of the old grid counts for the pixels of the new one. */
interface Weights {
  /** The first old pixel that counts for each new one. */
  readonly firsts: Int32Array;
  /** Where the shares of each new one begin; at last, where all end. */
  readonly starts: Int32Array;
  readonly shares: Float64Array;
  /** The old pixels that count for any: from this one to before `end`. */
  readonly first: number;
  readonly end: number;
}

function weightsOf({ from, length }: Stretch, side: number, count: number): Weights {
  const step = length / count;
  const reach = Math.max(1, step);
  const firsts = new Int32Array(count);
  const starts = new Int32Array(count + 1);
  const shares: number[] = [];
  let last = 0;
  for (let index = 0; index < count; index++) {
    const centre = from + (index + 0.5) * step;
    const first = Math.max(0, Math.floor(centre - reach));
    last = Math.min(side, Math.ceil(centre + reach));
    let total = 0;
    for (let at = first; at < last; at++) {
      const share = Math.max(0, 1 - Math.abs(at + 0.5 - centre) / reach);
      shares.push(share);
      total += share;
    }
    for (let at = starts[index]; at < shares.length; at++) shares[at] /= total;
    firsts[index] = first;
    starts[index + 1] = shares.length;
  }
  return { firsts, starts, shares: Float64Array.from(shares), first: firsts[0], end: last };
}

/** Weighs the pixels of a row that begins at `start` into as many as there are weights. */
function weighAcross(
  { pixels, channels }: Raster,
  start: number,
  { firsts, starts, shares }: Weights,
  target: Float64Array,
  offset: number,
): void {
  for (let index = 0; index < firsts.length; index++) {
    const end = starts[index + 1];
    let from = start + firsts[index] * channels;
    if (channels === 1) {
      let sum = 0;
      for (let at = starts[index]; at < end; at++) sum += shares[at] * pixels[from++];
      target[offset + index] = sum;
      continue;
    }
    let [red, green, blue] = [0, 0, 0];
    for (let at = starts[index]; at < end; at++, from += 3) {
      const share = shares[at];
      red += share * pixels[from];
      green += share * pixels[from + 1];
      blue += share * pixels[from + 2];
    }
    const to = offset + 3 * index;
    target[to] = red;
    target[to + 1] = green;
    target[to + 2] = blue;
  }
}

/** Weighs rows of values into as many as there are weights. */
function weighDown(
  source: Float64Array,
  rowLength: number,
  { firsts, starts, shares }: Weights,
): Float64Array {
  const sums = new Float64Array(firsts.length * rowLength);
  for (let row = 0; row < firsts.length; row++) {
    const to = row * rowLength;
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      const share = shares[at];
      const from = (firsts[row] + at - starts[row]) * rowLength;
      for (let x = 0; x < rowLength; x++) sums[to + x] += share * source[from + x];
    }
  }
  return sums;
}
