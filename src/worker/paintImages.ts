import type { Dataset, Pixels } from '../data/dataset.ts';

/**
 * Gives copies of images as bytes to draw. Feature vectors become strips: their least value among
 * the training data is black, their greatest white.
 */
export function createPainter({ train }: Dataset): (images: Pixels) => Uint8Array {
  if (train.images instanceof Uint8Array) return (images) => Uint8Array.from(images);
  const [least, most] = rangeOf(train.images);
  const scale = most > least ? 255 / (most - least) : 0;
  return (vectors) =>
    Uint8Array.from(vectors, (value) => Math.min(255, Math.max(0, (value - least) * scale + 0.5)));
}

function rangeOf(values: Float32Array): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
