import { reshape, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { kept } from './activation.ts';
import type { Layer } from './layer.ts';

/** Images as rows: B × (height · width · channels). */
export function flatten(): Layer<Tensor4D, Tensor2D> {
  return {
    isTrained: false,
    readsOutput: false,
    infer: rowsOf,
    forward: (x) => ({
      output: kept(rowsOf(x.tensor)),
      backward: (gradient, wantsInput) =>
        wantsInput ? reshape<Tensor4D['rankType']>(gradient, x.shape) : null,
    }),
  };
}

function rowsOf(x: Tensor4D): Tensor2D {
  return reshape<Tensor2D['rankType']>(x, [x.shape[0], x.size / x.shape[0]]);
}
