import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels, Stride } from '../kernels/kernels.ts';
import type { Parameter, ParameterStore } from '../parameters.ts';
import type { Layer } from './layer.ts';

export interface ConvolutionOptions {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: Stride;
}

function filterOf(store: ParameterStore, { name, inputs, outputs }: ConvolutionOptions) {
  // Normal He initialisation by fan-out: variance 2 / (9 · outputs).
  const deviation = Math.sqrt(2 / (9 * outputs));
  const filter: Parameter<Tensor4D> = store.parameter(`${name}/filter`, [3, 3, inputs, outputs], {
    deviation,
  });
  return filter;
}

/** 3 × 3 convolution without bias, as batch norm follows. */
export function convolution(
  kernels: Kernels,
  store: ParameterStore,
  options: ConvolutionOptions,
): Layer<Tensor4D, Tensor4D> {
  const filter = filterOf(store, options);
  const { stride } = options;
  const infer = (x: Tensor4D) => kernels.convolution(x, filter.value, null, stride, false);
  return {
    infer,
    forward: (x) => ({
      output: infer(x),
      backward: (gradient, wantsInput) => {
        filter.gradient = kernels.convolutionFilterGradient(x, gradient, stride);
        return wantsInput
          ? kernels.convolutionInputGradient(gradient, filter.value, x.shape, stride)
          : null;
      },
    }),
  };
}

/** 3 × 3 convolution with bias (0 at first) and ReLU. */
export function convolutionRelu(
  kernels: Kernels,
  store: ParameterStore,
  options: ConvolutionOptions,
): Layer<Tensor4D, Tensor4D> {
  const filter = filterOf(store, options);
  const { name, outputs, stride } = options;
  const bias: Parameter<Tensor1D> = store.parameter(`${name}/bias`, [outputs], { constant: 0 });
  const infer = (x: Tensor4D) => kernels.convolution(x, filter.value, bias.value, stride, true);
  return {
    infer,
    forward: (x) => {
      const output = infer(x);
      const backward = (gradient: Tensor4D, wantsInput: boolean) => {
        const before = kernels.reluGradient(gradient, output);
        filter.gradient = kernels.convolutionFilterGradient(x, before, stride);
        bias.gradient = kernels.biasGradient(before);
        const input = wantsInput
          ? kernels.convolutionInputGradient(before, filter.value, x.shape, stride)
          : null;
        before.dispose();
        return input;
      };
      return { output, backward };
    },
  };
}
