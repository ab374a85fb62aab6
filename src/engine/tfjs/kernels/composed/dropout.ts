import { mul, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { type DropoutKey, fillDropoutMask } from '../dropoutMask.ts';
import type { Kernels } from '../kernels.ts';

/** Dropout by a mask that the host makes: every image of a batch lies here. */
export const composedDropout = {
  dropout: <T extends Tensor>(x: T, rate: number, key: DropoutKey): T =>
    tidy(() => {
      const mask = new Float32Array(x.size);
      fillDropoutMask(mask, x.shape[0], rate, key);
      return mul<T>(x, tensor(mask, x.shape, 'float32'));
    }),
} satisfies Partial<Kernels>;
