import type { Tensor } from '@tensorflow/tfjs-core';
import { type DropoutKey, dropThreshold, imageStart, keptFactor } from '../dropoutMask.ts';
import type { Kernels } from '../kernels.ts';
import type { BatchSums } from './batchSums.ts';
import { addressOf, allocate } from './heap.ts';
import type { Loops } from './loops/loops.ts';

/** Dropout of the images that lie here, by their places in the whole batch. */
export function wasmDropout(loops: Loops, sums: BatchSums) {
  return {
    dropout: <T extends Tensor>(x: T, rate: number, key: DropoutKey): T => {
      const to = allocate<T>(x.shape);
      const [images] = x.shape;
      const settings = [dropThreshold(rate), keptFactor(rate)] as const;
      for (let image = 0; image < images; image++) {
        const start = imageStart(key, sums.first + image);
        loops.dropout(
          addressOf(x, image),
          addressOf(to, image),
          x.size / images,
          start,
          ...settings,
        );
      }
      return to;
    },
  } satisfies Partial<Kernels>;
}
