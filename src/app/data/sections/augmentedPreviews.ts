/** Pictures of what augmentation does, for the page; training draws its own. */
import { drawWindow, scaleWindow } from '../../../data/prepare/cropWindow.ts';
import { createRandom } from '../../../lib/random.ts';
import { type AugmentSpec, cropRanges } from '../../../spec/sections/augmentSpec.ts';
import type { ImageShape } from '../../../spec/units.ts';

type PreviewAugmentation = Pick<AugmentSpec, 'pad' | 'mirror' | 'cropScale' | 'cropRatio'>;

/** An image as a network could see it, `count` times, the same at every call. */
export function augmentedPreviews(
  image: Uint8Array,
  shape: ImageShape,
  augment: PreviewAugmentation,
  count: number,
): Uint8Array[] {
  const { pad, mirror, cropScale } = augment;
  const random = createRandom(1, 'preview');
  if (cropScale !== undefined) {
    const { scale, ratio } = cropRanges(augment);
    return Array.from({ length: count }, () => {
      const scaled = new Uint8Array(image.length);
      scaleWindow(scaled, image, shape, drawWindow(shape, scale, ratio, random));
      const flip = mirror && random.uniform() < 0.5;
      return flip ? moved(scaled, shape, { x: 0, y: 0, flip }) : scaled;
    });
  }
  return Array.from({ length: count }, () => {
    const down = random.uniform();
    const right = random.uniform();
    const flip = random.uniform() < 0.5;
    const shift = (draw: number) => Math.floor(draw * (2 * pad + 1)) - pad;
    return moved(image, shape, { x: shift(right), y: shift(down), flip: mirror && flip });
  });
}

interface Move {
  readonly x: number;
  readonly y: number;
  readonly flip: boolean;
}

/** The image shifted by whole pixels, zeros where nothing was, and perhaps mirrored. */
function moved(image: Uint8Array, shape: ImageShape, move: Move): Uint8Array {
  const { height, width, channels } = shape;
  const result = new Uint8Array(image.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromX = (move.flip ? width - 1 - x : x) + move.x;
      const fromY = y + move.y;
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue;
      const from = (fromY * width + fromX) * channels;
      result.set(image.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
  return result;
}
