/**
 * Images that stay in their files, gathered ahead of their use: while a network trains on one batch,
 * the next ones are read and decoded, as far as the room for them goes. They come to the same values
 * as from memory, and in the same order.
 */
import type { Normalisation } from '../../spec/sections/augmentSpec.ts';
import type { ImageShape } from '../../spec/units.ts';
import { imageSize } from '../dataset.ts';
import { gatherAhead, inOrder } from '../streaming/gatherAhead.ts';
import type { StreamedImages } from '../streaming/streamedImages.ts';
import { gatherInto, type ImageMoves, type ImageSource } from './imageSource.ts';
import type { AskedImages, ImageSupply } from './imageSupply.ts';
import { givenNormaliser, type Normaliser, ValueCounts } from './normalise.ts';

/** How images are seen, whose normalisation may have to be counted first. */
export interface SeenImages extends Pick<ImageSource, 'shape' | 'window'> {
  readonly normaliser: () => Promise<Normaliser>;
}

/** Images in files, as a network is to see them. */
export function streamedSupply(
  images: StreamedImages,
  { shape, window, normaliser: counted }: SeenImages,
): ImageSupply {
  async function* inTurn<Asked extends AskedImages>(asked: Iterable<Asked>) {
    const normaliser = await counted();
    const size = imageSize(shape);
    let values = new Float32Array();
    for await (const { one, pixels } of gatherAhead(images, partsOf(asked))) {
      const { whole, start, indices, moves } = one;
      const count = whole.indices.length * size;
      if (values.length < count) values = new Float32Array(count);
      const given = values.subarray(0, count);
      const end = start + indices.length;
      const from = { pixels, shape, normaliser, window };
      const part = given.subarray(start * size, end * size);
      gatherInto(part, { from, indices: Int32Array.from(indices.keys()), moves });
      if (end === whole.indices.length) yield { ...whole, images: given };
    }
  }
  return { inTurn };
}

/** Images that are gathered at once, at most: the next ones come the sooner, and need less memory. */
const mostAtOnce = 64;

/** What is asked for in parts, which follow one another; what asks for nothing is one. */
function* partsOf<Asked extends AskedImages>(asked: Iterable<Asked>) {
  for (const whole of asked) {
    const { length } = whole.indices;
    for (let start = 0; start === 0 || start < length; start += mostAtOnce) {
      const end = Math.min(length, start + mostAtOnce);
      const indices = whole.indices.subarray(start, end);
      yield { whole, start, indices, moves: whole.moves && movesBetween(whole.moves, start, end) };
    }
  }
}

function movesBetween({ down, right, scaled, mirrored }: ImageMoves, start: number, end: number) {
  return {
    down: down.subarray(start, end),
    right: right.subarray(start, end),
    scaled: scaled && {
      rows: scaled.rows.subarray(start, end),
      columns: scaled.columns.subarray(start, end),
    },
    mirrored: mirrored.subarray(start, end),
  };
}

/**
 * How to normalise the images of a run as `createNormaliser` does: where bytes have to be counted,
 * on the first call for these training images, in one pass over them.
 */
export function streamedNormaliser(
  train: StreamedImages,
  shape: ImageShape,
  kind: Normalisation,
): () => Promise<Normaliser> {
  const given = givenNormaliser(shape, kind);
  return async () => given ?? train.once('value counts', () => countValues(train, shape));
}

async function countValues(train: StreamedImages, shape: ImageShape): Promise<Normaliser> {
  const counts = new ValueCounts(shape);
  for await (const { pixels } of gatherAhead(train, inOrder(train))) counts.add(pixels);
  return counts.normaliser();
}
