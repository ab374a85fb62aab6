/** The mean image of each class and of all, and how bright each channel is. */

/** Images by where they stand, as bytes to draw. */
export interface Pictures {
  readonly labels: Int32Array;
  /** Bytes of the image at an index. */
  readonly bytesAt: (index: number) => Uint8Array;
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
export function meanImages({ labels, bytesAt, classCount, size }: Pictures): MeanImages {
  // 2^32 holds the sum of sixteen million bytes.
  const sums = Array.from({ length: classCount }, () => new Uint32Array(size));
  const counts = new Uint32Array(classCount);
  labels.forEach((label, index) => {
    const sum = sums[label];
    const bytes = bytesAt(index);
    for (let at = 0; at < size; at++) sum[at] += bytes[at];
    counts[label]++;
  });
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
