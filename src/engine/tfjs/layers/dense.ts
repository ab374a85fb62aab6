import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Dense } from '../../../spec/networks/layerDescription.ts';
import { denseTensors } from '../../../spec/networks/layerParameters.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Decay, Parameter, ParameterStore } from '../parameters.ts';
import { kept } from './activation.ts';
import type { Layer } from './layer.ts';

export interface DenseOptions {
  /** Values of a row. */
  readonly inputs: number;
  readonly relu: boolean;
  /** Decay of the weights, not of the biases; the optimiser's unless given. */
  readonly decay?: Decay;
}

export interface DenseLayer extends Layer<Tensor2D, Tensor2D> {
  readonly weights: Parameter<Tensor2D>;
  readonly bias: Parameter<Tensor1D>;
}

/** Fully connected: x·W + b, then ReLU where asked for. */
export function dense(
  kernels: Kernels,
  store: ParameterStore,
  description: Dense,
  { inputs, relu, decay }: DenseOptions,
): DenseLayer {
  const tensors = denseTensors(description, inputs);
  const weights: Parameter<Tensor2D> = store.parameter(tensors.weights, decay);
  const bias: Parameter<Tensor1D> = store.parameter(tensors.bias);
  const infer = (x: Tensor2D) => kernels.dense(x, weights.value, bias.value, relu);
  return {
    isTrained: true,
    readsOutput: relu,
    weights,
    bias,
    infer,
    forward: (x) => {
      const output = infer(x.tensor);
      const backward = (gradient: Tensor2D, wantsInput: boolean) => {
        const before = relu ? kernels.reluGradient(gradient, output) : gradient;
        weights.gradient = kernels.denseWeightGradient(x.tensor, before);
        bias.gradient = kernels.biasGradient(before);
        const input = wantsInput ? kernels.denseInputGradient(before, weights.value) : null;
        if (before !== gradient) before.dispose();
        return input;
      };
      return { output: kept(output), backward };
    },
  };
}
