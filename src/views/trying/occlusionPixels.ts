import type { ImageShape } from '../../spec/units.ts';
import { toneOfImage } from '../kit/thumbnail/thumbnailPixels.ts';

/** The green of what mattered most, on any ground. */
const deepest = [20, 128, 82] as const;

/**
 * The image in pale grey, light strokes on black as ink on paper, under green: as much green as hiding the pixel costs, of the most that is told.
 * @param most the cost that is drawn deepest; nothing is drawn green where it is 0.
 */
export function occlusionPixels(
  image: Uint8Array,
  shape: ImageShape,
  drops: Float32Array,
  most: number,
): Uint8ClampedArray<ArrayBuffer> {
  const { height, width, channels } = shape;
  const isOnDark = toneOfImage(image, shape) === 'light-on-dark';
  const pixels = new Uint8ClampedArray(height * width * 4);
  for (let pixel = 0; pixel < height * width; pixel++) {
    let grey = 0;
    for (let channel = 0; channel < channels; channel++) grey += image[pixel * channels + channel];
    const light = isOnDark ? 255 - grey : grey / channels;
    const pale = 90 + light * 0.6;
    const share = most > 0 ? Math.min(1, Math.max(0, drops[pixel] / most)) : 0;
    for (let part = 0; part < 3; part++) {
      pixels[pixel * 4 + part] = pale + (deepest[part] - pale) * 0.85 * share;
    }
    pixels[pixel * 4 + 3] = 255;
  }
  return pixels;
}
