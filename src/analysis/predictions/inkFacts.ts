/** How the line drawings of a data set lie on their ground, so that a new one can be laid likewise. */
import type { ImageShape } from '../../spec/units.ts';

export interface InkFacts {
  /** Whether strokes are light on a dark ground. */
  readonly isLight: boolean;
  /** The longer side of what is drawn, as a share of the image's side that it lies along; a mean. */
  readonly share: number;
}

/** Brightness between ground and ink. */
const middle = 128;

/**
 * Null where the images are in colour, where their grounds differ, or where they fill their images: they
 * are no line drawings then.
 */
export function inkFacts(images: readonly Uint8Array[], shape: ImageShape): InkFacts | null {
  if (shape.channels !== 1 || images.length === 0) return null;
  const light = images.filter((image) => groundOf(image, shape) < middle / 2).length;
  const dark = images.filter((image) => groundOf(image, shape) > 255 - middle / 2).length;
  const isLight = light > dark;
  if (Math.max(light, dark) < 0.9 * images.length) return null;
  const shares = images.flatMap((image) => inkShare(image, shape, isLight) ?? []);
  if (shares.length === 0) return null;
  return { isLight, share: shares.reduce((sum, share) => sum + share, 0) / shares.length };
}

/** Mean of the corners. */
function groundOf(image: Uint8Array, { height, width }: ImageShape): number {
  const last = (height - 1) * width;
  return (image[0] + image[width - 1] + image[last] + image[last + width - 1]) / 4;
}

/** Null where nothing is drawn. */
function inkShare(
  image: Uint8Array,
  { height, width }: ImageShape,
  isLight: boolean,
): number | null {
  let [top, bottom, left, right] = [height, -1, width, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (image[y * width + x] >= middle !== isLight) continue;
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
    }
  }
  if (bottom < 0) return null;
  return Math.max((bottom - top + 1) / height, (right - left + 1) / width);
}
