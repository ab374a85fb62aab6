/** Values stored anew at another precision. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { storingHalves } from './halfStorage.ts';
import { createActivation, createTensor, lanesOf, runShader, vectorView } from './shader.ts';

/** A copy of an activation in float32, which TensorFlow.js' own kernels can read. */
export function asSingles<T extends Tensor>(x: T): T {
  return copy(x, createTensor<T>(x.shape));
}

/** A copy of as many values as can be cut into fours, stored at half precision. */
export function asHalves<T extends Tensor>(x: T): T {
  return copy(
    x,
    storingHalves(() => createActivation<T>(x.shape, lanesOf(x.size))),
  );
}

function copy<T extends Tensor>(x: T, result: T): T {
  const lanes = lanesOf(x.size);
  runShader({
    name: 'copy',
    reads: { x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: x.size / lanes },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        result[index] = x[index];
      }`,
  });
  return result;
}
