import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels/kernels.ts';
import type { Decay, Parameter, ParameterStore } from '../parameters.ts';
import type { Layer } from './layer.ts';

export interface DenseOptions {
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  /** Standard deviation of the initial weights; biases start at 0. */
  readonly deviation: number;
  readonly relu: boolean;
  /** Decay of the weights, not of the biases; the optimiser's unless given. */
  readonly decay?: Decay;
}

export interface Dense extends Layer<Tensor2D, Tensor2D> {
  readonly weights: Parameter<Tensor2D>;
  readonly bias: Parameter<Tensor1D>;
}

/** Fully connected: x·W + b, then ReLU where asked for. */
export function dense(
  kernels: Kernels,
  store: ParameterStore,
  { name, inputs, units, deviation, relu, decay }: DenseOptions,
): Dense {
  const weights: Parameter<Tensor2D> = store.parameter(
    `${name}/weights`,
    [inputs, units],
    { deviation },
    decay,
  );
  const bias: Parameter<Tensor1D> = store.parameter(`${name}/bias`, [units], { constant: 0 });
  const infer = (x: Tensor2D) => kernels.dense(x, weights.value, bias.value, relu);
  return {
    weights,
    bias,
    infer,
    forward: (x) => {
      const output = infer(x);
      const backward = (gradient: Tensor2D, wantsInput: boolean) => {
        const before = relu ? kernels.reluGradient(gradient, output) : gradient;
        weights.gradient = kernels.denseWeightGradient(x, before);
        bias.gradient = kernels.biasGradient(before);
        const input = wantsInput ? kernels.denseInputGradient(before, weights.value) : null;
        if (before !== gradient) before.dispose();
        return input;
      };
      return { output, backward };
    },
  };
}
