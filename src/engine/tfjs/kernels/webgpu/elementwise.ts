/** ReLU, its gradient and sums, value by value: one shader each, four values a thread. */
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { hostTensor } from './hostTensors.ts';
import {
  createActivation,
  createTensor,
  lanesOf,
  reluOf,
  runShader,
  typeOf,
  vectorView,
} from './shader.ts';

function combine<T extends Tensor>(
  name: string,
  a: T,
  b: T,
  formula: string,
  create: typeof createActivation = createActivation,
): T {
  const lanes = lanesOf(a.size);
  const result = create<T>(a.shape, lanes);
  runShader({
    name,
    reads: { a: vectorView(a, lanes), b: vectorView(b, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: a.size / lanes },
    code: `
      alias V = ${typeOf(lanes)};
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let left = a[index];
        let right = b[index];
        result[index] = ${formula};
      }`,
  });
  return result;
}

function relu<T extends Tensor>(x: T): T {
  const lanes = lanesOf(x.size);
  const result = createActivation<T>(x.shape, lanes);
  runShader({
    name: 'relu',
    reads: { x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: x.size / lanes },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let value = x[index];
        result[index] = ${reluOf('value', typeOf(lanes))};
      }`,
  });
  return result;
}

export const webgpuElementwise = {
  relu,
  reluGradient: <T extends Tensor>(dy: T, y: T) =>
    combine('reluGradient', dy, y, 'select(V(), left, right > V())'),
  addRelu: (a: Tensor4D, b: Tensor4D) => combine('addRelu', a, b, reluOf('(left + right)', 'V')),
  offset: (x: Tensor2D, values: Float32Array) =>
    combine('offset', x, hostTensor<Tensor2D>(values), 'left + right', createTensor),
  add: <T extends Tensor>(a: T, b: T) => combine('add', a, b, 'left + right'),
} satisfies Partial<Kernels>;
