import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Convolution } from '../../../spec/networks/layerDescription.ts';
import { convolutionTensors } from '../../../spec/networks/layerParameters.ts';
import type { Kernels, Stride } from '../kernels/kernels.ts';
import type { Parameter, ParameterStore } from '../parameters.ts';
import type { Layer } from './layer.ts';

export interface ConvolutionOptions {
  /** Channels of the images. */
  readonly inputs: number;
  readonly stride: Stride;
  readonly relu: boolean;
}

/** 3 × 3 convolution, with bias where described so, then ReLU where asked for. */
export function convolution(
  kernels: Kernels,
  store: ParameterStore,
  description: Convolution,
  { inputs, stride, relu }: ConvolutionOptions,
): Layer<Tensor4D, Tensor4D> {
  const tensors = convolutionTensors(description, inputs);
  const filter: Parameter<Tensor4D> = store.parameter(tensors.filter);
  const bias: Parameter<Tensor1D> | null = tensors.bias && store.parameter(tensors.bias);
  const infer = (x: Tensor4D) =>
    kernels.convolution(x, filter.value, bias?.value ?? null, stride, relu);
  return {
    isTrained: true,
    readsOutput: relu,
    infer,
    forward: (x) => {
      const output = infer(x);
      const backward = (gradient: Tensor4D, wantsInput: boolean) => {
        const before = relu ? kernels.reluGradient(gradient, output) : gradient;
        filter.gradient = kernels.convolutionFilterGradient(x, before, stride);
        if (bias !== null) bias.gradient = kernels.biasGradient(before);
        const input = wantsInput
          ? kernels.convolutionInputGradient(before, filter.value, x.shape, stride)
          : null;
        if (before !== gradient) before.dispose();
        return input;
      };
      return { output, backward };
    },
  };
}
