/** The mean image of each class and of all, and how bright each channel is. */

import type { Succession } from './imageSupply.ts';

/** Images in their order, as bytes to draw. */
export interface Pictures {
  readonly labels: Int32Array;
  /** Bytes of each image, in the order of labels. */
  readonly pictures: Succession<Uint8Array>;
  readonly classCount: number;
  /** Bytes of an image. */
  readonly size: number;
}

export interface MeanImages {
  /** Of each class; null where it has no images. */
  readonly classes: readonly (Uint8Array | null)[];
  readonly overall: Uint8Array;
}

/** Means over the images of each class, and over all images, rounded to whole bytes. */
export async function meanImages({
  labels,
  pictures,
  classCount,
  size,
}: Pictures): Promise<MeanImages> {
  // 2^32 holds the sum of sixteen million bytes.
  const sums = Array.from({ length: classCount }, () => new Uint32Array(size));
  const counts = new Uint32Array(classCount);
  let index = 0;
  for await (const bytes of pictures) {
    const label = labels[index++];
    const sum = sums[label];
    for (let at = 0; at < size; at++) sum[at] += bytes[at];
    counts[label]++;
  }
  const all = new Float64Array(size);
  for (const sum of sums) for (let at = 0; at < size; at++) all[at] += sum[at];
  return {
    classes: sums.map((sum, label) => (counts[label] === 0 ? null : divided(sum, counts[label]))),
    overall: divided(all, Math.max(1, labels.length)),
  };
}

function divided(sum: ArrayLike<number>, count: number): Uint8Array {
  return Uint8Array.from(sum, (value) => Math.round(value / count));
}
