/** Images that were decoded into one piece of memory. */
import type { LeftOut } from '../readingChoices.ts';
import type { CanvasShape } from './imageTally.ts';

/** All images, one after another. */
export interface PaintedImages {
  readonly kind: 'painted';
  readonly shape: CanvasShape;
  readonly pixels: Uint8Array;
  /** The places of images that were left out, whose pixels are missing. */
  readonly leftOut: ReadonlySet<number>;
  /** What is to be recorded of that; null where none was left out. */
  readonly recorded: LeftOut | null;
  /** Of their data set, where it was taken on the way; else null. */
  readonly hash: string | null;
  /** What was done to them, for people. */
  readonly notes: readonly string[];
}

/** The pixels without the gaps that images left out leave, moved within their memory. */
export function closedUp(
  pixels: Uint8Array,
  total: number,
  leftOut: ReadonlySet<number>,
): Uint8Array {
  if (leftOut.size === 0) return pixels;
  const size = pixels.length / total;
  let end = 0;
  for (let at = 0; at < total; at++) {
    if (leftOut.has(at)) continue;
    pixels.copyWithin(end, at * size, (at + 1) * size);
    end += size;
  }
  return pixels.subarray(0, end);
}

/** Grey pixels as colour, three equal channels, in a piece of memory of so many bytes. */
export function inColour(grey: Uint8Array, length: number): Uint8Array {
  const pixels = new Uint8Array(length);
  for (let at = 0; at < grey.length; at++) pixels.fill(grey[at], 3 * at, 3 * at + 3);
  return pixels;
}
