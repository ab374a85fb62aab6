import { concat, keep, reshape, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Repeated, Work } from './work.ts';

/** Does the work anew each time: on devices where a record would gain nothing. */
export function repeatEagerly(
  { compute }: Work,
  read: (tensor: Tensor) => Promise<Float32Array>,
): Repeated {
  const held = new Map<string, Tensor1D[]>();
  const hold = (name: string, output: Tensor) => {
    const ofName = held.get(name) ?? [];
    held.set(name, ofName);
    ofName.push(keep(reshape(output, [output.size])));
  };
  return {
    prepare: async () => {},
    run: () =>
      tidy(() => {
        for (const [name, output] of Object.entries(compute())) hold(name, output);
      }),
    take: async (name) => {
      const taken = held.get(name) ?? [];
      held.delete(name);
      if (taken.length === 0) return new Float32Array();
      const joined = joinAndFree(taken);
      try {
        return await read(joined);
      } finally {
        joined.dispose();
      }
    },
    forget: () => {},
    dispose: () => {
      for (const tensor of [...held.values()].flat()) tensor.dispose();
      held.clear();
    },
  };
}

/** Some tensors, at least one, one after another; frees them. */
function joinAndFree(tensors: Tensor1D[]): Tensor1D {
  const joined = concat(tensors);
  for (const tensor of tensors) tensor.dispose();
  return joined;
}
