/** Images of a data set as bytes to draw, no larger than the page draws them. */
import { type AnyDataset, type AnyImages, imageSize, type Pixels } from '../data/dataset.ts';
import { drawnShape, drawnStep } from '../data/drawnShape.ts';
import type { Succession } from '../data/prepare/imageSupply.ts';
import { gatherAhead, inOrder } from '../data/streaming/gatherAhead.ts';
import { StreamedImages } from '../data/streaming/streamedImages.ts';
import type { ImageShape } from '../spec/units.ts';

export interface Painter {
  /** Of each image that is drawn. */
  readonly shape: ImageShape;
  /** The image at a place among images; may share their memory. */
  one(images: Pixels, place: number): Uint8Array;
  /** A copy of the images at some places, one after another; those in files are decoded. */
  copies(images: AnyImages, places: ArrayLike<number>): Promise<Uint8Array>;
  /** All images in their order; may share their memory. */
  each(images: AnyImages): Succession<Uint8Array>;
}

/**
 * Draws the images of a data set. Feature vectors become strips: their least value among the
 * training data is black, their greatest white. Large images are made smaller, each pixel the mean
 * of a square of theirs.
 */
export function createPainter({ train, shape }: Pick<AnyDataset, 'train' | 'shape'>): Painter {
  const size = imageSize(shape);
  const drawn = drawnShape(shape);
  const drawnSize = imageSize(drawn);
  const asBytes = byteScale(train.images);
  const isSmall = drawnStep(shape) === 1;
  function* inMemory(images: Pixels): Generator<Uint8Array> {
    for (let place = 0; place < images.length / size; place++) yield one(images, place);
  }
  async function* inFiles(images: StreamedImages): AsyncGenerator<Uint8Array> {
    for await (const { pixels } of gatherAhead(images, inOrder(images))) yield* inMemory(pixels);
  }
  const one = (images: Pixels, place: number) => {
    const bytes = asBytes(images.subarray(place * size, (place + 1) * size));
    return isSmall ? bytes : smaller(bytes, shape);
  };
  return {
    shape: drawn,
    one,
    copies: async (images, places) => {
      const all = new Uint8Array(places.length * drawnSize);
      if (images instanceof StreamedImages) {
        let at = 0;
        for await (const image of inFiles(images.at(places))) all.set(image, at++ * drawnSize);
        return all;
      }
      for (let at = 0; at < places.length; at++) all.set(one(images, places[at]), at * drawnSize);
      return all;
    },
    each: (images) => (images instanceof StreamedImages ? inFiles(images) : inMemory(images)),
  };
}

/** Values of an image as bytes; bytes as they are. */
function byteScale(training: AnyImages): (image: Pixels) => Uint8Array {
  if (!(training instanceof Float32Array)) return (image) => image as Uint8Array;
  const [least, most] = rangeOf(training);
  const scale = most > least ? 255 / (most - least) : 0;
  return (vector) =>
    Uint8Array.from(vector, (value) => Math.min(255, Math.max(0, (value - least) * scale + 0.5)));
}

/** The mean of each square of pixels; at the far edges of what is left of one. */
function smaller(bytes: Uint8Array, { height, width, channels }: ImageShape): Uint8Array {
  const step = drawnStep({ height, width });
  const drawn = drawnShape({ height, width, channels });
  const means = new Uint8Array(imageSize(drawn));
  const sums = new Uint32Array(drawn.width * channels);
  for (let row = 0; row < drawn.height; row++) {
    sums.fill(0);
    const end = Math.min(height, (row + 1) * step);
    for (let y = row * step; y < end; y++) {
      let from = y * width * channels;
      for (let x = 0; x < width; x++) {
        const to = Math.floor(x / step) * channels;
        for (let channel = 0; channel < channels; channel++) sums[to + channel] += bytes[from++];
      }
    }
    for (let at = 0; at < sums.length; at++) {
      const columns = Math.min(width, (Math.floor(at / channels) + 1) * step);
      const count = (end - row * step) * (columns - Math.floor(at / channels) * step);
      means[row * sums.length + at] = Math.round(sums[at] / count);
    }
  }
  return means;
}

function rangeOf(values: Float32Array): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
