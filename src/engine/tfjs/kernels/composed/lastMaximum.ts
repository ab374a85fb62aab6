import { engine, MaxPoolGrad, reverse, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';

/**
 * For backends whose max-pooling gradient goes to the last maximum of a window (WebGL and WebGPU:
 * they compare by ≥): on the image rotated by 180° the last maximum is the first.
 */
export const lastMaximumPooling = {
  maxPoolGradient: (dy, x, y) =>
    tidy(() => {
      const [, height, width] = x.shape;
      const inputs = { dy: rotated(dy), input: rotated(x), output: rotated(y) };
      // A partial window, at the far edge before, is at the near edge now.
      const pad = [
        [0, 0],
        [height % 2, 0],
        [width % 2, 0],
        [0, 0],
      ];
      const window = { filterSize: 2, strides: 2, pad };
      return rotated(engine().runKernel(MaxPoolGrad, inputs, window) as Tensor4D);
    }),
} satisfies Partial<Kernels>;

function rotated(images: Tensor4D): Tensor4D {
  return reverse(images, [1, 2]);
}
