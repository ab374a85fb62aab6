/**
 * Dense layers. The backend's matrix product is fast (XNNPACK) for plain operands only and scalar
 * for transposed ones, so operands are transposed first, the smaller one where there is a choice.
 */
import {
  _FusedMatMul,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { adopt, allocate, run, shaped, view } from './heap.ts';
import { transpose } from './transpose.ts';

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

/** The transpose of a rows × columns matrix. */
function transposed(matrix: Tensor2D): Tensor2D {
  const [rows, columns] = matrix.shape;
  const output = allocate<Tensor2D>([columns, rows]);
  transpose(view(matrix), view(output), rows, columns);
  return output;
}

function denseWeightGradient(x: Tensor2D, dy: Tensor2D): Tensor2D {
  const [batch, inputs] = x.shape;
  const units = dy.shape[1];
  const turned = transposed(x);
  const output = product(turned, dy, [inputs, batch, units]);
  turned.dispose();
  return adopt(output, [inputs, units]);
}

function denseInputGradient(dy: Tensor2D, weights: Tensor2D): Tensor2D {
  const [inputs, units] = weights.shape;
  const batch = dy.shape[0];
  const turned = transposed(weights);
  const output = product(dy, turned, [batch, units, inputs]);
  turned.dispose();
  return adopt(output, [batch, inputs]);
}

function biasGradient(dy: Tensor): Tensor1D {
  const units = dy.shape[dy.shape.length - 1];
  const output = allocate<Tensor1D>([units]);
  const slopes = view(dy);
  const sums = new Float64Array(units);
  for (let start = 0; start < slopes.length; start += units) {
    for (let unit = 0; unit < units; unit++) sums[unit] += slopes[start + unit];
  }
  view(output).set(sums);
  return output;
}

export const wasmDense = {
  dense: (x, weights, bias, relu) => {
    const [batch, inputs] = x.shape;
    const units = weights.shape[1];
    return adopt(product(x, weights, [batch, inputs, units], bias, relu), [batch, units]);
  },
  denseWeightGradient,
  denseInputGradient,
  biasGradient,
} satisfies Partial<Kernels>;
