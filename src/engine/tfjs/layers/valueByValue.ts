/** Layers that keep the shape of what passes, images or rows. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { DropoutKey } from '../kernels/dropoutMask.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { kept } from './activation.ts';
import type { Layer } from './layer.ts';

/** ReLU by itself, where no kernel before it could end in it. */
export function relu<T extends Tensor>(kernels: Kernels): Layer<T, T> {
  return {
    isTrained: false,
    readsOutput: true,
    infer: (x) => kernels.relu(x),
    forward: (x) => {
      const output = kernels.relu(x.tensor);
      const backward = (gradient: T, wantsInput: boolean) =>
        wantsInput ? kernels.reluGradient(gradient, output) : null;
      return { output: kept(output), backward };
    },
  };
}

/**
 * Dropout (Srivastava et al. 2014) as PyTorch has it: while training, values are set to 0 at a rate
 * and the others scaled up, so that inference leaves everything as it is.
 */
export function dropout<T extends Tensor>(
  kernels: Kernels,
  rate: number,
  key: DropoutKey,
): Layer<T, T> {
  return {
    isTrained: false,
    readsOutput: false,
    // A copy, since a layer's output is its own.
    infer: (x) => x.clone(),
    forward: (x) => ({
      output: kept(kernels.dropout(x.tensor, rate, key)),
      backward: (gradient, wantsInput) =>
        wantsInput ? kernels.dropout(gradient, rate, key) : null,
    }),
  };
}
