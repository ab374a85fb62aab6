/**
 * Dense layers. The backend's matrix product is fast (XNNPACK) for plain operands only and scalar
 * for transposed ones; those are turned before, or multiplied by a loop of our own.
 */
import {
  _FusedMatMul,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { type BatchSums, sumGradient } from './batchSums.ts';
import { address, addressOf, adopt, allocate, doubles, run, shaped, view } from './heap.ts';
import type { Loops } from './loops/loops.ts';

/** a·b (+ bias, ReLU) for a of rows × inner and b of inner × columns. */
export function product(
  a: TensorInfo,
  b: TensorInfo,
  [rows, inner, columns]: readonly [number, number, number],
  bias: Tensor1D | null = null,
  relu = false,
): TensorInfo {
  const operands = { a: shaped(a, [1, rows, inner]), b: shaped(b, [1, inner, columns]) };
  return run(_FusedMatMul, bias === null ? operands : { ...operands, bias }, {
    transposeA: false,
    transposeB: false,
    activation: relu ? 'relu' : 'linear',
  });
}

export function wasmDense(loops: Loops, sums: BatchSums) {
  return {
    dense: (x: Tensor2D, weights: Tensor2D, bias: Tensor1D, relu: boolean): Tensor2D => {
      const [batch, inputs] = x.shape;
      const units = weights.shape[1];
      return adopt(product(x, weights, [batch, inputs, units], bias, relu), [batch, units]);
    },
    denseWeightGradient: (x: Tensor2D, dy: Tensor2D): Tensor2D => {
      const [batch, inputs] = x.shape;
      const units = dy.shape[1];
      return sumGradient(loops, sums, batch, [inputs, units], (first, count, to) => {
        const [from, slopes] = [addressOf(x, first), addressOf(dy, first)];
        loops.transposedProduct(from, slopes, to, count, inputs, units);
      });
    },
    denseInputGradient: (dy: Tensor2D, weights: Tensor2D): Tensor2D => {
      const [inputs, units] = weights.shape;
      const batch = dy.shape[0];
      const turned = allocate([units, inputs]);
      loops.transpose(address(weights), address(turned), inputs, units);
      const output = product(dy, turned, [batch, units, inputs]);
      turned.dispose();
      return adopt(output, [batch, inputs]);
    },
    biasGradient: (dy: Tensor): Tensor1D => {
      const units = dy.shape[dy.shape.length - 1];
      const [images] = dy.shape;
      const rows = dy.size / units / images;
      const exact = allocate([2 * units]);
      const gradient = sumGradient<Tensor1D>(loops, sums, images, [units], (first, count, to) => {
        loops.columnSums(addressOf(dy, first), address(exact), count * rows, units);
        new Float32Array(view(exact).buffer, to, units).set(doubles(exact));
      });
      exact.dispose();
      return gradient;
    },
  } satisfies Partial<Kernels>;
}
