/** Layers without parameters: pooling and flattening. */
import { reshape, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels/kernels.ts';
import type { Layer } from './layer.ts';

/** 2 × 2 max-pooling with stride 2. */
export function maxPool(kernels: Kernels): Layer<Tensor4D, Tensor4D> {
  return {
    isTrained: false,
    readsOutput: true,
    infer: (x) => kernels.maxPool(x),
    forward: (x) => {
      const output = kernels.maxPool(x);
      const backward = (gradient: Tensor4D, wantsInput: boolean) =>
        wantsInput ? kernels.maxPoolGradient(gradient, x, output) : null;
      return { output, backward };
    },
  };
}

/** Mean of each channel over the whole image. */
export function globalMean(kernels: Kernels): Layer<Tensor4D, Tensor2D> {
  return {
    isTrained: false,
    readsOutput: false,
    infer: (x) => kernels.averagePool(x),
    forward: (x) => ({
      output: kernels.averagePool(x),
      backward: (gradient, wantsInput) =>
        wantsInput ? kernels.averagePoolGradient(gradient, x.shape) : null,
    }),
  };
}

/** Images as rows: B × (height · width · channels). */
export function flatten(): Layer<Tensor4D, Tensor2D> {
  return {
    isTrained: false,
    readsOutput: false,
    infer: rowsOf,
    forward: (x) => ({
      output: rowsOf(x),
      backward: (gradient, wantsInput) =>
        wantsInput ? reshape<Tensor4D['rankType']>(gradient, x.shape) : null,
    }),
  };
}

/** Every second pixel where the image shrinks, with channels of zeros appended. */
export function paddedShortcut(kernels: Kernels, channels: number): Layer<Tensor4D, Tensor4D> {
  return {
    isTrained: false,
    readsOutput: false,
    infer: (x) => kernels.shortcut(x, channels),
    forward: (x) => ({
      output: kernels.shortcut(x, channels),
      backward: (gradient, wantsInput) =>
        wantsInput ? kernels.shortcutGradient(gradient, x) : null,
    }),
  };
}

function rowsOf(x: Tensor4D): Tensor2D {
  return reshape<Tensor2D['rankType']>(x, [x.shape[0], x.size / x.shape[0]]);
}
