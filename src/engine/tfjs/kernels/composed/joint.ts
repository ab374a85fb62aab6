/** Networks trained together, from stock TensorFlow.js operations. */
import {
  add,
  addN,
  argMax,
  concat,
  max,
  mul,
  oneHot,
  slice,
  softmax,
  sub,
  sum,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { JointKernels, JointLogits } from '../jointKernels.ts';

/** One column of a matrix. */
const columnOf = (matrix: Tensor2D, column: number): Tensor2D =>
  slice(matrix, [0, column], [matrix.shape[0], 1]);

function jointLogits(logits: readonly Tensor2D[]): JointLogits {
  return tidy(() => {
    const largest = logits.map((scores) => max<Tensor2D>(scores, 1, true));
    const weights = softmax(concat(largest, 1));
    const terms = logits.map((scores, k) => mul<Tensor2D>(scores, columnOf(weights, k)));
    return { summed: addN(terms), weights };
  });
}

function jointGradients(
  logits: readonly Tensor2D[],
  weights: Tensor2D,
  gradient: Tensor2D,
): readonly Tensor2D[] {
  return tidy(() => {
    const products = logits.map((scores) => sum<Tensor2D>(mul(scores, gradient), 1, true));
    const all = concat(products, 1);
    const pulls = mul<Tensor2D>(weights, sub(all, sum(mul(weights, all), 1, true)));
    return logits.map((scores, k) => {
      const isLargest = oneHot(argMax(scores, 1), scores.shape[1], 1, 0, 'float32');
      return add<Tensor2D>(mul(gradient, columnOf(weights, k)), mul(isLargest, columnOf(pulls, k)));
    });
  });
}

export const composedJoint = { jointLogits, jointGradients } satisfies JointKernels;
