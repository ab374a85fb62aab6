import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels/kernels.ts';
import { kept } from './activation.ts';
import { forgetsOutput, freeOwn, type LayerBranch, readsOutput } from './branches.ts';
import type { Layer } from './layer.ts';

/** Branches on the same input, their channels side by side. */
export function concatenate(
  kernels: Kernels,
  branches: readonly LayerBranch[],
): Layer<Tensor4D, Tensor4D> {
  return {
    isTrained: branches.some(({ isTrained }) => isTrained),
    readsOutput: false,
    infer: (x) => {
      const outputs = branches.map((branch) => branch.infer(x));
      const output = joined(kernels, outputs);
      freeOwn(branches, outputs);
      return output;
    },
    forward: (x) => {
      const passes = branches.map((branch) => branch.forward(x));
      const outputs = passes.map((pass) => pass.output);
      const tensors = outputs.map(({ tensor }) => tensor);
      const output = joined(kernels, tensors);
      freeOwn(branches, outputs, forgetsOutput);
      const backward = (gradient: Tensor4D, wantsInput: boolean) => {
        let first = 0;
        let input: Tensor4D | null = null;
        for (const pass of passes) {
          const count = pass.output.shape[3];
          const part = kernels.channels(gradient, first, count);
          const back = pass.backward(part, wantsInput);
          // The identity gives back what it was given.
          if (back !== part) part.dispose();
          input = added(kernels, input, back);
          first += count;
        }
        freeOwn(branches, outputs, readsOutput);
        return input;
      };
      return { output: kept(output), backward };
    },
  };
}

function joined(kernels: Kernels, [first, ...others]: readonly Tensor4D[]): Tensor4D {
  return others.reduce((before, next, position) => {
    const output = kernels.concatenate(before, next);
    if (position > 0) before.dispose();
    return output;
  }, first);
}

/** a + b, freeing both; null counts as zeros. */
function added(kernels: Kernels, a: Tensor4D | null, b: Tensor4D | null): Tensor4D | null {
  if (a === null || b === null) return a ?? b;
  const sum = kernels.add(a, b);
  a.dispose();
  b.dispose();
  return sum;
}
