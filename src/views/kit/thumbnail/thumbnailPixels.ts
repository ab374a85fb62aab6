/**
 * Bytes of an image → pixels of a canvas. Grey line drawings become ink on a clear ground, so that
 * the tile shows through and a theme can turn the ink light; photographs stay as they are.
 */
import type { ImageShape } from '../../../spec/units.ts';
import type { ClassImages } from '../../classImages.ts';
import type { ImageTone } from '../../viewProps.ts';
import type { Rgb } from '../colours/heat.ts';

/** The light theme's ink; a thumbnail in the dark theme inverts it. */
const lightThemeInk: Rgb = [26, 32, 29];

/** Mean corner below which a grey image is light strokes on black, and above which the reverse. */
const dark = 64;
const light = 192;

/** Red, green, blue and opacity of each pixel, as `ImageData` wants them. */
export function thumbnailPixels(
  bytes: Uint8Array,
  { height, width, channels }: ImageShape,
  tone: ImageTone,
  ink: Rgb = lightThemeInk,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(height * width * 4);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const from = pixel * channels;
    const to = pixel * 4;
    if (tone !== 'plain') {
      pixels.set(ink, to);
      pixels[to + 3] = tone === 'light-on-dark' ? bytes[from] : 255 - bytes[from];
      continue;
    }
    for (let part = 0; part < 3; part++)
      pixels[to + part] = bytes[channels < 3 ? from : from + part];
    pixels[to + 3] = 255;
  }
  return pixels;
}

/** How one image is best drawn, judged from its corners; colour is always drawn as it is. */
export function toneOfImage(bytes: Uint8Array, { height, width, channels }: ImageShape): ImageTone {
  if (channels !== 1 || bytes.length === 0) return 'plain';
  const last = (height - 1) * width;
  const corners = [0, width - 1, last, last + width - 1].map((at) => bytes[at]);
  const mean = corners.reduce((sum, value) => sum + value, 0) / 4;
  if (mean < dark) return 'light-on-dark';
  return mean > light ? 'dark-on-light' : 'plain';
}

const tones = new WeakMap<ClassImages, ImageTone>();

/** How a whole data set is best drawn: by the majority of its classes' first images. */
export function toneOf(images: ClassImages): ImageTone {
  const known = tones.get(images);
  if (known !== undefined) return known;
  const counts = { 'light-on-dark': 0, 'dark-on-light': 0, plain: 0 };
  for (const [first] of images.samples) if (first) counts[toneOfImage(first, images.shape)]++;
  const half = (counts['light-on-dark'] + counts['dark-on-light'] + counts.plain) / 2;
  const tone =
    counts['light-on-dark'] > half
      ? 'light-on-dark'
      : counts['dark-on-light'] > half
        ? 'dark-on-light'
        : 'plain';
  tones.set(images, tone);
  return tone;
}
