import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels/kernels.ts';
import type { Layer } from './layer.ts';
import type { Sequence } from './sequence.ts';

type Branch = Sequence<Tensor4D, Tensor4D>;

/** Two branches on the same input, their outputs added, then ReLU where asked for. */
export function add(
  kernels: Kernels,
  branches: readonly [Branch, Branch],
  relu: boolean,
): Layer<Tensor4D, Tensor4D> {
  const sum = (a: Tensor4D, b: Tensor4D) => (relu ? kernels.addRelu(a, b) : kernels.add(a, b));
  return {
    isTrained: branches.some(({ isTrained }) => isTrained),
    readsOutput: relu,
    infer: (x) => {
      const [a, b] = branches.map((branch) => branch.infer(x));
      const output = sum(a, b);
      freeOwn(branches, [a, b]);
      return output;
    },
    forward: (x) => {
      const passes = branches.map((branch) => branch.forward(x));
      const [a, b] = passes.map((pass) => pass.output);
      const output = sum(a, b);
      freeOwn(branches, [a, b], ({ readsOutput }) => !readsOutput);
      const backward = (gradient: Tensor4D, wantsInput: boolean) => {
        const before = relu ? kernels.reluGradient(gradient, output) : gradient;
        const [da, db] = passes.map((pass) => pass.backward(before, wantsInput));
        freeOwn(branches, [a, b], ({ readsOutput }) => readsOutput);
        const input = da && db && kernels.add(da, db);
        freeOwn(branches, [da, db]);
        if (before !== gradient) before.dispose();
        return input;
      };
      return { output, backward };
    },
  };
}

/** Frees a tensor of each branch, but for branches without layers: theirs is the one given. */
function freeOwn(
  branches: readonly Branch[],
  tensors: readonly (Tensor4D | null)[],
  isFreed = (_: Branch) => true,
): void {
  for (const [position, branch] of branches.entries()) {
    if (!branch.isEmpty && isFreed(branch)) tensors[position]?.dispose();
  }
}
