/**
 * Which pixels matter to a network, by hiding them (Zeiler and Fergus 2014): a square patch of one
 * colour is laid over the image, step by step, and what the network's answer loses is shared out to the
 * pixels that the patch hid. Nothing is drawn at random.
 */
import type { ImageShape } from '../../spec/units.ts';

export interface OcclusionSettings {
  /** Side of the patch, in pixels. */
  readonly patch: number;
  /** Pixels from one place of the patch to the next, down and across. */
  readonly stride: number;
  /** What hides: a byte a channel. */
  readonly grey: readonly number[];
}

/** Where a patch lies: its first row and column. */
export interface PatchPlace {
  readonly row: number;
  readonly column: number;
}

type Size = Pick<ImageShape, 'height' | 'width'>;

/**
 * Ours: a patch of a seventh of the shorter side, moved by half of it, so that some two hundred
 * images are asked about whatever their size; it hides with the mean of the image's outermost pixels,
 * which looks like nothing in drawings and photographs alike.
 */
export function usualOcclusion(pixels: Uint8Array, shape: ImageShape): OcclusionSettings {
  const patch = Math.max(1, Math.round(Math.min(shape.height, shape.width) / 7));
  const stride = Math.max(1, Math.floor(patch / 2));
  return { patch, stride, grey: borderMeans(pixels, shape) };
}

/** Mean of the outermost pixels, rounded, a channel. */
function borderMeans(
  pixels: Uint8Array,
  { height, width, channels }: ImageShape,
): readonly number[] {
  const sums = new Array<number>(channels).fill(0);
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (y > 0 && y < height - 1 && x > 0 && x < width - 1) continue;
      for (let c = 0; c < channels; c++) sums[c] += pixels[(y * width + x) * channels + c];
      count++;
    }
  }
  return sums.map((sum) => Math.round(sum / count));
}

/** Every place of the patch, row by row; the last of a row and column lie flush with the edge. */
export function patchPlaces(
  { height, width }: Size,
  { patch, stride }: Pick<OcclusionSettings, 'patch' | 'stride'>,
): PatchPlace[] {
  const columns = startsAlong(width, patch, stride);
  return startsAlong(height, patch, stride).flatMap((row) =>
    columns.map((column) => ({ row, column })),
  );
}

function startsAlong(side: number, patch: number, stride: number): number[] {
  const last = Math.max(0, side - patch);
  const starts: number[] = [];
  for (let start = 0; start < last; start += stride) starts.push(start);
  return [...starts, last];
}

/** Writes the image with a patch over it to the start of `target`. */
export function hidePatch(
  target: Uint8Array,
  pixels: Uint8Array,
  { height, width, channels }: ImageShape,
  { row, column }: PatchPlace,
  { patch, grey }: Pick<OcclusionSettings, 'patch' | 'grey'>,
): void {
  target.set(pixels);
  for (let y = row; y < Math.min(height, row + patch); y++) {
    for (let x = column; x < Math.min(width, column + patch); x++) {
      for (let c = 0; c < channels; c++) target[(y * width + x) * channels + c] = grey[c];
    }
  }
}

/**
 * What hiding each pixel costs, height × width: the mean of the drops at the places whose patch hid it.
 * Below 0 where the answer is surer without it.
 * @param drops one a place, in their order.
 */
export function pixelDrops(
  { height, width }: Size,
  places: readonly PatchPlace[],
  patch: number,
  drops: ArrayLike<number>,
): Float32Array {
  const sums = new Float64Array(height * width);
  const counts = new Uint32Array(height * width);
  for (const [index, { row, column }] of places.entries()) {
    for (let y = row; y < Math.min(height, row + patch); y++) {
      for (let x = column; x < Math.min(width, column + patch); x++) {
        sums[y * width + x] += drops[index];
        counts[y * width + x]++;
      }
    }
  }
  return Float32Array.from(sums, (sum, at) => (counts[at] === 0 ? 0 : sum / counts[at]));
}
