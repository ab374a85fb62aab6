/** Goes over images that stay in their files, gathering the next ones meanwhile. */
import { ahead } from '../../lib/ahead.ts';
import type { StreamedImages } from './streamedImages.ts';

/** Some images, by where they are among all. */
interface AskedPlaces {
  readonly indices: Int32Array;
}

/** Images that are gone over at once, at most. */
const passPiece = 64;

/** All images in their order, some at a time. */
export function* inOrder({ count }: StreamedImages): Generator<AskedPlaces> {
  for (let start = 0; start < count; start += passPiece) {
    const length = Math.min(passPiece, count - start);
    yield { indices: Int32Array.from({ length }, (_, at) => start + at) };
  }
}

/** The bytes of images that were asked for, one after another. */
interface Gathered<Asked> {
  readonly one: Asked;
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/**
 * The images of each of those asked for, in turn. As many of the next are gathered meanwhile as there
 * is room for, one at least: what is asked for must stay as it is.
 */
export async function* gatherAhead<Asked extends AskedPlaces>(
  images: StreamedImages,
  asked: Iterable<Asked>,
): AsyncGenerator<Gathered<Asked>> {
  const gather = ({ indices }: Asked) => images.gather(indices);
  const bytesOf = ({ indices }: Asked) => indices.length * images.size;
  for await (const { item, outcome } of ahead(asked, gather, bytesOf, images.room)) {
    yield { one: item, pixels: outcome };
  }
}
