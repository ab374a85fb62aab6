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
  const narrow = new Float64Array(image.height * width * channels);
  const rowLength = image.width * channels;
  for (let y = 0; y < image.height; y++) {
    weigh(image.pixels, y * rowLength, channels, across, channels, narrow, y * width * channels);
  }
  const sums = new Float64Array(height * width * channels);
  const rowStep = width * channels;
  for (let x = 0; x < rowStep; x++) weigh(narrow, x, rowStep, down, 1, sums, x);
  const pixels = new Uint8Array(sums.length);
  for (let at = 0; at < sums.length; at++) pixels[at] = sums[at] + 0.5;
  return { height, width, channels, pixels };
}

/** How much each pixel of the old grid counts for a pixel of the new one. */
interface Weights {
  readonly first: number;
  readonly shares: Float64Array;
}

function weightsOf({ from, length }: Stretch, side: number, count: number): Weights[] {
  const step = length / count;
  const reach = Math.max(1, step);
  return Array.from({ length: count }, (_, index) => {
    const centre = from + (index + 0.5) * step;
    const first = Math.max(0, Math.floor(centre - reach));
    const end = Math.min(side, Math.ceil(centre + reach));
    const shares = Float64Array.from({ length: end - first }, (_, at) =>
      Math.max(0, 1 - Math.abs(first + at + 0.5 - centre) / reach),
    );
    const total = shares.reduce((sum, share) => sum + share, 0);
    return { first, shares: shares.map((share) => share / total) };
  });
}

/**
 * Weighs one line of values, `step` apart from `start` on, into as many as there are weights, as
 * far apart; `channels` of them side by side are weighed alike.
 */
function weigh(
  source: Uint8Array | Float64Array,
  start: number,
  step: number,
  weights: readonly Weights[],
  channels: number,
  target: Float64Array,
  offset: number,
): void {
  weights.forEach(({ first, shares }, index) => {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let at = 0; at < shares.length; at++) {
        sum += shares[at] * source[start + (first + at) * step + channel];
      }
      target[offset + index * step + channel] = sum;
    }
  });
}
