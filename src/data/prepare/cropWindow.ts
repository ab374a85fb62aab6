/**
 * Windows of images, scaled to the images' own size: what a random resized crop takes of a training
 * image, and a centre crop of every image that is measured. Where a window lies is drawn as PyTorch's
 * `RandomResizedCrop` does; it is scaled as Pillow's bilinear `resize` does, columns first, each pass
 * rounded to bytes. A window is never larger than its image, so that nothing has to be averaged.
 * All of it is whole-number arithmetic, so that a graphics card gives the same bytes.
 */
import type { Random } from '../../lib/random.ts';
import { exp } from '../../lib/transcendental/exp.ts';
import { log } from '../../lib/transcendental/log.ts';
import type { ImageShape } from '../../spec/units.ts';

/** Part of an image, in pixels. */
export interface CropWindow {
  /** The image's row that is the window's first. */
  readonly down: number;
  /** The image's column that is the window's first. */
  readonly right: number;
  readonly rows: number;
  readonly columns: number;
}

type Size = Pick<ImageShape, 'height' | 'width'>;
type Range = readonly [number, number];

/** Draws that miss the image before the middle of it is taken, as in PyTorch. */
const attempts = 10;

/**
 * A random window: its share of the image's area lies uniformly within `scale`, the logarithm of
 * its width divided by its height within that of `ratio`.
 */
export function drawWindow(
  { height, width }: Size,
  scale: Range,
  ratio: Range,
  random: Random,
): CropWindow {
  const between = ([least, most]: Range) => least + (most - least) * random.uniform();
  const logarithms = [log(ratio[0]), log(ratio[1])] as const;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const area = height * width * between(scale);
    const aspect = exp(between(logarithms));
    const columns = Math.round(Math.sqrt(area * aspect));
    const rows = Math.round(Math.sqrt(area / aspect));
    if (columns < 1 || columns > width || rows < 1 || rows > height) continue;
    const down = random.integer(height - rows + 1);
    return { down, right: random.integer(width - columns + 1), rows, columns };
  }
  return middle({ height, width }, fittingRatio({ height, width }, ratio));
}

/** The largest size of an image whose ratio is as near to the range as can be. */
function fittingRatio({ height, width }: Size, [least, most]: Range): Size {
  const own = width / height;
  if (own < least) return { width, height: Math.round(width / least) };
  if (own > most) return { height, width: Math.round(height * most) };
  return { height, width };
}

/** The middle of an image: that share of each side, one pixel at least. */
export function centreWindow({ height, width }: Size, share: number): CropWindow {
  const of = (side: number) => Math.max(1, Math.round(side * share));
  return middle({ height, width }, { height: of(height), width: of(width) });
}

function middle(image: Size, { height, width }: Size): CropWindow {
  return {
    down: Math.floor((image.height - height) / 2),
    right: Math.floor((image.width - width) / 2),
    rows: height,
    columns: width,
  };
}

/** Weights are whole numbers of 2^−22, as Pillow's are. */
const weightBits = 22;

/** Writes a window of an image, scaled to the image's size, to the start of `target`. */
export function scaleWindow(
  target: Uint8Array,
  image: Uint8Array,
  { height, width, channels }: ImageShape,
  { down, right, rows, columns }: CropWindow,
): void {
  const across = neighbours(width, columns);
  const along = neighbours(height, rows);
  const row = (y: number) => (down + y) * width + right;
  for (let y = 0; y < height; y++) {
    const [above, below] = [row(along.first[y]), row(along.second[y])];
    for (let x = 0; x < width; x++) {
      const [left, next] = [across.first[x], across.second[x]];
      for (let channel = 0; channel < channels; channel++) {
        const at = (pixel: number) => image[pixel * channels + channel];
        const upper = mixed(at(above + left), at(above + next), across, x);
        const lower = mixed(at(below + left), at(below + next), across, x);
        target[(y * width + x) * channels + channel] = mixed(upper, lower, along, y);
      }
    }
  }
}

/** A byte between two. */
function mixed(first: number, second: number, { weights }: Neighbours, at: number): number {
  const half = 1 << (weightBits - 1);
  return (first * weights[2 * at] + second * weights[2 * at + 1] + half) >> weightBits;
}

interface Neighbours {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Of the first and of the second, in turn. */
  readonly weights: Int32Array;
}

/**
 * The two pixels of a window's side that each pixel of a longer side lies between, and their
 * weights. Centres of pixels are at halves; beyond the ends the last pixel goes on.
 */
function neighbours(side: number, of: number): Neighbours {
  const first = new Int32Array(side);
  const second = new Int32Array(side);
  const weights = new Int32Array(2 * side);
  const weightOf = (share: number) => Math.floor((share * 2 ** weightBits + side) / (2 * side));
  for (let at = 0; at < side; at++) {
    const doubled = Math.max(0, (2 * at + 1) * of - side);
    const rest = doubled % (2 * side);
    first[at] = (doubled - rest) / (2 * side);
    second[at] = Math.min(first[at] + 1, of - 1);
    weights[2 * at] = weightOf(2 * side - rest);
    weights[2 * at + 1] = weightOf(rest);
  }
  return { first, second, weights };
}
