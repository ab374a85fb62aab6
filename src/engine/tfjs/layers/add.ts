import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels/kernels.ts';
import { kept } from './activation.ts';
import { forgetsOutput, freeOwn, type LayerBranch, readsOutput } from './branches.ts';
import type { Layer } from './layer.ts';

/** Branches on the same input, their outputs added in order, then ReLU where asked for. */
export function add(
  kernels: Kernels,
  branches: readonly LayerBranch[],
  relu: boolean,
): Layer<Tensor4D, Tensor4D> {
  return {
    isTrained: branches.some(({ isTrained }) => isTrained),
    readsOutput: relu,
    infer: (x) => {
      const outputs = branches.map((branch) => branch.infer(x));
      const output = sumOf(kernels, outputs, relu);
      freeOwn(branches, outputs);
      return output;
    },
    forward: (x) => {
      const passes = branches.map((branch) => branch.forward(x));
      const outputs = passes.map((pass) => pass.output);
      const tensors = outputs.map(({ tensor }) => tensor);
      const output = sumOf(kernels, tensors, relu);
      freeOwn(branches, outputs, forgetsOutput);
      const backward = (gradient: Tensor4D, wantsInput: boolean) => {
        const before = relu ? kernels.reluGradient(gradient, output) : gradient;
        const back = passes.map((pass) => pass.backward(before, wantsInput));
        freeOwn(branches, outputs, readsOutput);
        const given = back.filter((tensor) => tensor !== null);
        const input = given.length === 0 ? null : sumOf(kernels, given, false);
        freeOwn(branches, back);
        if (before !== gradient) before.dispose();
        return input;
      };
      return { output: kept(output), backward };
    },
  };
}

/** A new tensor of the sum of some, at least one. */
function sumOf(kernels: Kernels, tensors: readonly Tensor4D[], relu: boolean): Tensor4D {
  const [first, ...others] = tensors;
  if (others.length === 0) return relu ? kernels.relu(first) : first.clone();
  return others.reduce((before, next, position) => {
    const isLast = position === others.length - 1;
    const sum = relu && isLast ? kernels.addRelu(before, next) : kernels.add(before, next);
    if (position > 0) before.dispose();
    return sum;
  }, first);
}
