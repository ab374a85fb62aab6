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
import { gatherInto, type ImageSource } from './imageSource.ts';
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
    let values = new Float32Array();
    for await (const { one, pixels } of gatherAhead(images, asked)) {
      const count = one.indices.length * imageSize(shape);
      if (values.length < count) values = new Float32Array(count);
      const from = { pixels, shape, normaliser, window };
      const indices = Int32Array.from(one.indices.keys());
      const given = values.subarray(0, count);
      gatherInto(given, { from, indices, moves: one.moves });
      yield { ...one, images: given };
    }
  }
  return { inTurn };
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
