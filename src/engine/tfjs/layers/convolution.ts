import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Convolution } from '../../../spec/networks/layerDescription.ts';
import { convolutionTensors } from '../../../spec/networks/layerParameters.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Parameter, ParameterStore } from '../parameters.ts';
import { kept } from './activation.ts';
import type { Layer } from './layer.ts';

/** Convolution of one group, with bias where described so, then ReLU where asked for. */
export function convolution(
  kernels: Kernels,
  store: ParameterStore,
  description: Convolution,
  { inputs, relu }: { readonly inputs: number; readonly relu: boolean },
): Layer<Tensor4D, Tensor4D> {
  const { size, stride, padding } = description;
  const window = { size, stride, padding };
  const tensors = convolutionTensors(description, inputs);
  const filter: Parameter<Tensor4D> = store.parameter(tensors.filter);
  const bias: Parameter<Tensor1D> | null = tensors.bias && store.parameter(tensors.bias);
  const infer = (x: Tensor4D) =>
    kernels.convolution(x, filter.value, bias?.value ?? null, window, relu);
  return {
    isTrained: true,
    readsOutput: relu,
    infer,
    forward: (x) => {
      const output = infer(x.tensor);
      const backward = (gradient: Tensor4D, wantsInput: boolean) => {
        const before = relu ? kernels.reluGradient(gradient, output) : gradient;
        filter.gradient = kernels.convolutionFilterGradient(x.tensor, before, window);
        if (bias !== null) bias.gradient = kernels.biasGradient(before);
        const input = wantsInput
          ? kernels.convolutionInputGradient(before, filter.value, x.shape, window)
          : null;
        if (before !== gradient) before.dispose();
        return input;
      };
      return { output: kept(output), backward };
    },
  };
}
