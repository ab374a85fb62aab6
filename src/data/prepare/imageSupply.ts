/**
 * How a run gets at the images of a split: those in memory are named, those in files are gathered
 * ahead of their use by {@link streamedSupply}.
 */
import type { ChosenImages, GivenImages, ImageMoves, ImageSource } from './imageSource.ts';

/** Which images, and how they are changed. */
export interface AskedImages {
  readonly indices: Int32Array;
  /** Null where none is changed. */
  readonly moves: ImageMoves | null;
}

/** One thing after another; whoever must wait for them has them come asynchronously. */
export type Succession<Item> = Iterable<Item> | AsyncIterable<Item>;

export interface ImageSupply {
  /** The images of each of those asked for; values are overwritten by the next. */
  readonly inTurn: <Asked extends AskedImages>(
    asked: Iterable<Asked>,
  ) => Succession<Asked & { readonly images: GivenImages }>;
}

/** Images in memory: they are named by where they lie. */
export function heldSupply(from: ImageSource): ImageSupply {
  function* inTurn<Asked extends AskedImages>(asked: Iterable<Asked>) {
    for (const one of asked) {
      const images: ChosenImages = { from, indices: one.indices, moves: one.moves };
      yield { ...one, images };
    }
  }
  return { inTurn };
}

/** The first of a sequence. @throws RangeError where there is none. */
export async function firstOf<Item>(sequence: Succession<Item>): Promise<Item> {
  for await (const item of sequence) return item;
  throw new RangeError('Nothing comes');
}
