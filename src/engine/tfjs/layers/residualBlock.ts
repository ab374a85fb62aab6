import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels, Stride } from '../kernels/kernels.ts';
import type { ParameterStore } from '../parameters.ts';
import { batchNorm } from './batchNorm.ts';
import { convolution } from './convolution.ts';
import type { Layer } from './layer.ts';
import { sequence } from './sequence.ts';

export interface ResidualBlockOptions {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: Stride;
}

/**
 * Basic block of He et al. 2016: two 3 × 3 convolutions with batch norm beside a shortcut without
 * parameters (their option A), added, then ReLU.
 */
export function residualBlock(
  kernels: Kernels,
  store: ParameterStore,
  { name, inputs, outputs, stride }: ResidualBlockOptions,
): Layer<Tensor4D, Tensor4D> {
  const body = sequence(
    convolution(kernels, store, { name: `${name}/conv1`, inputs, outputs, stride }),
    batchNorm(kernels, store, `${name}/norm1`, outputs, true),
    convolution(kernels, store, { name: `${name}/conv2`, inputs: outputs, outputs, stride: 1 }),
    batchNorm(kernels, store, `${name}/norm2`, outputs, false),
  ) as Layer<Tensor4D, Tensor4D>;
  const isIdentity = stride === 1 && inputs === outputs;
  const join = (x: Tensor4D, transformed: Tensor4D) => {
    if (isIdentity) return kernels.addRelu(transformed, x);
    const carried = kernels.shortcut(x, outputs);
    const output = kernels.addRelu(transformed, carried);
    carried.dispose();
    return output;
  };
  const backThroughShortcut = (gradient: Tensor4D, x: Tensor4D, throughBody: Tensor4D) => {
    const carried = isIdentity ? gradient : kernels.shortcutGradient(gradient, x);
    const sum = kernels.add(throughBody, carried);
    if (carried !== gradient) carried.dispose();
    throughBody.dispose();
    return sum;
  };
  return {
    infer: (x) => {
      const transformed = body.infer(x);
      const output = join(x, transformed);
      transformed.dispose();
      return output;
    },
    forward: (x) => {
      const pass = body.forward(x);
      const output = join(x, pass.output);
      pass.output.dispose();
      const backward = (gradient: Tensor4D) => {
        const before = kernels.reluGradient(gradient, output);
        const throughBody = pass.backward(before, true) as Tensor4D;
        const input = backThroughShortcut(before, x, throughBody);
        before.dispose();
        return input;
      };
      return { output, backward };
    },
  };
}
