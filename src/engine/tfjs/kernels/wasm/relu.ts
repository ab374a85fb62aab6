import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { address, allocate } from './heap.ts';
import type { Loops } from './loops/loops.ts';

/** ReLU by itself, its gradient, and the sums of residual blocks. */
export function wasmRelu(loops: Loops) {
  return {
    relu: <T extends Tensor>(x: T): T => {
      const to = allocate<T>(x.shape);
      loops.relu(address(x), address(to), x.size);
      return to;
    },
    reluGradient: <T extends Tensor>(dy: T, y: T): T => {
      const to = allocate<T>(dy.shape);
      loops.reluGradient(address(dy), address(y), address(to), dy.size);
      return to;
    },
    add: <T extends Tensor>(a: T, b: T): T => {
      const to = allocate<T>(a.shape);
      loops.add(address(a), address(b), address(to), a.size);
      return to;
    },
    addRelu: (a: Tensor4D, b: Tensor4D): Tensor4D => {
      const to = allocate<Tensor4D>(a.shape);
      loops.addRelu(address(a), address(b), address(to), a.size);
      return to;
    },
  } satisfies Partial<Kernels>;
}
