/** Layers that make less of an image: windows of it, the whole, or every few pixels. */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { PoolWindow } from '../../../spec/networks/windows.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { kept } from './activation.ts';
import type { Layer } from './layer.ts';

/** Maximum of each window. */
export function maxPool(kernels: Kernels, window: PoolWindow): Layer<Tensor4D, Tensor4D> {
  return {
    isTrained: false,
    readsOutput: true,
    infer: (x) => kernels.maxPool(x, window),
    forward: (x) => {
      const output = kernels.maxPool(x.tensor, window);
      const backward = (gradient: Tensor4D, wantsInput: boolean) =>
        wantsInput ? kernels.maxPoolGradient(gradient, x.tensor, output, window) : null;
      return { output: kept(output), backward };
    },
  };
}

/** Mean of each window. */
export function meanPool(kernels: Kernels, window: PoolWindow): Layer<Tensor4D, Tensor4D> {
  return {
    isTrained: false,
    readsOutput: false,
    infer: (x) => kernels.meanPool(x, window),
    forward: (x) => ({
      output: kept(kernels.meanPool(x.tensor, window)),
      backward: (gradient, wantsInput) =>
        wantsInput ? kernels.meanPoolGradient(gradient, x.shape, window) : null,
    }),
  };
}

/** Mean of each channel over the whole image. */
export function globalMean(kernels: Kernels): Layer<Tensor4D, Tensor2D> {
  return {
    isTrained: false,
    readsOutput: false,
    infer: (x) => kernels.averagePool(x),
    forward: (x) => ({
      output: kept(kernels.averagePool(x.tensor)),
      backward: (gradient, wantsInput) =>
        wantsInput ? kernels.averagePoolGradient(gradient, x.shape) : null,
    }),
  };
}

/** Every stride-th pixel, with channels of zeros appended. */
export function paddedShortcut(
  kernels: Kernels,
  channels: number,
  stride: number,
): Layer<Tensor4D, Tensor4D> {
  return {
    isTrained: false,
    readsOutput: false,
    infer: (x) => kernels.shortcut(x, channels, stride),
    forward: (x) => ({
      output: kept(kernels.shortcut(x.tensor, channels, stride)),
      backward: (gradient, wantsInput) =>
        wantsInput ? kernels.shortcutGradient(gradient, x.tensor, stride) : null,
    }),
  };
}
