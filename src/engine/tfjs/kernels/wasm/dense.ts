/**
 * Dense layers. The backend's matrix product (XNNPACK) prepares weights anew at every step and is
 * scalar for transposed operands, so that products are loops of our own.
 */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { type BatchSums, sumGradient } from './batchSums.ts';
import { address, addressOf, allocate, doubles, view } from './heap.ts';
import type { Loops } from './loops/loops.ts';

/** Columns that a panel of the loops has. */
const panelColumns = 8;

/**
 * x·W (+ b, ReLU) for rows of x, which are its last axis; XNNPACK would take long to prepare weights
 * that are new at every step. W is the last two axes of `weights`.
 */
export function panelProduct<T extends Tensor>(
  loops: Loops,
  x: T,
  weights: Tensor,
  bias: Tensor1D | null,
  relu: boolean,
): T {
  const [inner, columns] = weights.shape.slice(-2);
  const rows = x.size / inner;
  const output = allocate<T>([...x.shape.slice(0, -1), columns]);
  const panels = packedPanels(loops, weights);
  loops.panelProduct(
    address(x),
    address(panels),
    bias === null ? 0 : address(bias),
    address(output),
    rows,
    inner,
    columns,
    relu ? 1 : 0,
  );
  panels.dispose();
  return output;
}

/** A matrix, the last two axes of `weights`, as products take it. */
export function packedPanels(loops: Loops, weights: Tensor): Tensor {
  const [inner, columns] = weights.shape.slice(-2);
  const panels = allocate([inner, Math.ceil(columns / panelColumns) * panelColumns]);
  loops.packPanels(address(weights), address(panels), inner, columns);
  return panels;
}

/** dy·Wᵀ for rows of dy. */
export function transposedPanelProduct<T extends Tensor>(loops: Loops, dy: T, weights: Tensor): T {
  const [inputs, units] = weights.shape.slice(-2);
  const transposed = allocate([units, inputs]);
  loops.transpose(address(weights), address(transposed), inputs, units);
  const output = panelProduct(loops, dy, transposed, null, false);
  transposed.dispose();
  return output;
}

export function wasmDense(loops: Loops, sums: BatchSums) {
  return {
    dense: (x: Tensor2D, weights: Tensor2D, bias: Tensor1D, relu: boolean): Tensor2D => {
      return panelProduct(loops, x, weights, bias, relu);
    },
    denseWeightGradient: (x: Tensor2D, dy: Tensor2D): Tensor2D => {
      const [batch, inputs] = x.shape;
      const units = dy.shape[1];
      return sumGradient(loops, sums, batch, [inputs, units], (first, count, to) => {
        const [from, upstream] = [addressOf(x, first), addressOf(dy, first)];
        loops.transposedProduct(from, upstream, to, count, inputs, units);
      });
    },
    denseInputGradient: (dy: Tensor2D, weights: Tensor2D): Tensor2D => {
      return transposedPanelProduct(loops, dy, weights);
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
