/** The made-up images that every engine trains on. */
import { createRandom } from '../../src/lib/random.ts';
import type { BenchNetwork } from './network.ts';

export interface BenchBatch {
  /** count × height × width × channels. */
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

/** Batches that a run goes round in. */
export const batchCount = 4;

/**
 * Noise, in which every N-th value of an image, counted from its label, is brighter: enough to be
 * learnt, so that the losses of some steps show whether gradients are right.
 */
export function makeBatches({ shape, classCount }: BenchNetwork, batch: number): BenchBatch[] {
  const size = shape.height * shape.width * shape.channels;
  const random = createRandom(1, 'bench', 'images', batch, classCount, size);
  return Array.from({ length: batchCount }, () => {
    const labels = Int32Array.from({ length: batch }, () => random.integer(classCount));
    const images = Float32Array.from({ length: batch * size }, (_, index) => {
      const isBright = (index % size) % classCount === labels[Math.floor(index / size)];
      return random.normal() + (isBright ? 1 : 0);
    });
    return { images, labels };
  });
}
