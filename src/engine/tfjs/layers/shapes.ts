/** Layers without parameters: pooling and flattening. */
import { reshape, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels/kernels.ts';
import type { Layer } from './layer.ts';

/** 2 × 2 max-pooling with stride 2. */
export function maxPool(kernels: Kernels): Layer<Tensor4D, Tensor4D> {
  return {
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
export function globalAveragePool(kernels: Kernels): Layer<Tensor4D, Tensor2D> {
  return {
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
    infer: rowsOf,
    forward: (x) => ({
      output: rowsOf(x),
      backward: (gradient, wantsInput) =>
        wantsInput ? reshape<Tensor4D['rankType']>(gradient, x.shape) : null,
    }),
  };
}

/**
 * A network of rows applied to images. Unlike {@link flatten} in a sequence, it never asks its
 * first layer for the gradient of the images, which nobody needs and which costs much.
 */
export function onRows(body: Layer<Tensor2D, Tensor2D>): Layer<Tensor4D, Tensor2D> {
  return {
    infer: (x) => {
      const rows = rowsOf(x);
      const output = body.infer(rows);
      rows.dispose();
      return output;
    },
    forward: (x) => {
      const rows = rowsOf(x);
      const { output, backward } = body.forward(rows);
      return {
        output,
        backward: (gradient) => {
          backward(gradient, false);
          rows.dispose();
          return null;
        },
      };
    },
  };
}

function rowsOf(x: Tensor4D): Tensor2D {
  return reshape<Tensor2D['rankType']>(x, [x.shape[0], x.size / x.shape[0]]);
}
