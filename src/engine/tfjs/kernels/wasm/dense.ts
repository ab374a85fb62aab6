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
import { address, adopt, allocate, doubles, run, shaped, view } from './heap.ts';
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

export function wasmDense(loops: Loops) {
  return {
    dense: (x: Tensor2D, weights: Tensor2D, bias: Tensor1D, relu: boolean): Tensor2D => {
      const [batch, inputs] = x.shape;
      const units = weights.shape[1];
      return adopt(product(x, weights, [batch, inputs, units], bias, relu), [batch, units]);
    },
    denseWeightGradient: (x: Tensor2D, dy: Tensor2D): Tensor2D => {
      const [batch, inputs] = x.shape;
      const units = dy.shape[1];
      const to = allocate<Tensor2D>([inputs, units]);
      loops.transposedProduct(address(x), address(dy), address(to), batch, inputs, units);
      return to;
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
      const to = allocate<Tensor1D>([units]);
      const sums = allocate([2 * units]);
      loops.columnSums(address(dy), address(sums), dy.size / units, units);
      view(to).set(doubles(sums));
      sums.dispose();
      return to;
    },
  } satisfies Partial<Kernels>;
}
