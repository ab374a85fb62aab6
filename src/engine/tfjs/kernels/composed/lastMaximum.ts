import {
  engine,
  MaxPoolGrad,
  pad as padded,
  reverse,
  slice,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { PoolWindow } from '../../../../spec/networks/windows.ts';
import type { Kernels } from '../kernels.ts';

/**
 * For backends whose max-pooling gradient goes to the last maximum of a window (WebGL and WebGPU:
 * they compare by ≥): on the image rotated by 180° the last maximum is the first.
 */
export const lastMaximumPooling = {
  maxPoolGradient: (dy, x, y, window) =>
    tidy(() => {
      const [images, height, width, channels] = x.shape;
      const down = beyond(height, y.shape[1], window);
      const right = beyond(width, y.shape[2], window);
      // What no window sees is left out, so that the last windows end where the image does.
      const seen = [images, height + Math.min(0, down), width + Math.min(0, right), channels];
      const inputs = {
        dy: rotated(dy),
        input: rotated(slice(x, [0, 0, 0, 0], seen as typeof x.shape)),
        output: rotated(y),
      };
      // What lay at the far edges before is at the near ones now.
      const { size: filterSize, stride: strides, padding } = window;
      const pad = [
        [0, 0],
        [Math.max(0, down), padding],
        [Math.max(0, right), padding],
        [0, 0],
      ];
      const gradient = rotated(
        engine().runKernel(MaxPoolGrad, inputs, { filterSize, strides, pad }) as Tensor4D,
      );
      return padded(gradient, [
        [0, 0],
        [0, height - seen[1]],
        [0, width - seen[2]],
        [0, 0],
      ]);
    }),
} satisfies Partial<Kernels>;

/** How far the last of so many windows reaches beyond an image's side; negative where it ends before. */
const beyond = (side: number, windows: number, { size, stride, padding }: PoolWindow) =>
  (windows - 1) * stride + size - padding - side;

function rotated(images: Tensor4D): Tensor4D {
  return reverse(images, [1, 2]);
}
