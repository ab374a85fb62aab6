/** The objectives from stock TensorFlow.js operations. */
import {
  cast,
  exp,
  greater,
  logSoftmax,
  maximum,
  mul,
  oneHot,
  reshape,
  scalar,
  softmax,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { type Kernels, logFloor } from '../kernels.ts';
import type { ObjectiveResult } from '../objectiveKernels.ts';
import type { Targets } from '../targets.ts';

/** Loss Σ −a_i ln p_{y_i}; its gradient is a_i (p − onehot). */
function likelihood(
  logProbabilities: Tensor2D,
  right: Tensor,
  rowFactors: Tensor,
): ObjectiveResult {
  const loss = sum(mul(right, logProbabilities));
  return {
    gradient: sub(mul(exp(logProbabilities), rowFactors), right),
    metrics: stack([mul(loss, -1), scalar(0)]) as Tensor1D,
  };
}

/**
 * Loss Σ_i −a_i ln p_{y_i} + Σ_{l ≠ y_i} v_l max(ln p_l, floor). With g_l its derivative by ln p_l,
 * the gradient of the logits is g − p Σ_l g_l.
 */
function margin(
  logProbabilities: Tensor2D,
  right: Tensor,
  isWrong: Tensor,
  wrongFactors: Float32Array,
): ObjectiveResult {
  const wrong = mul(isWrong, tensor1d(wrongFactors));
  const isFree = cast(greater(logProbabilities, logFloor), 'float32');
  const byLog = sub(mul(wrong, isFree), right);
  const loss = sub(
    sum(mul(wrong, maximum(logProbabilities, logFloor))),
    sum(mul(right, logProbabilities)),
  );
  const [count, classes] = logProbabilities.shape;
  const clamped = mul(sum(mul(isWrong, sub(1, isFree))), 1 / (count * (classes - 1)));
  return {
    gradient: sub(byLog, mul(exp(logProbabilities), sum(byLog, 1, true))),
    metrics: stack([loss, clamped]) as Tensor1D,
  };
}

function objective(logits: Tensor2D, { labels, right, wrong }: Targets): ObjectiveResult {
  return tidy(() => {
    const [count, classes] = logits.shape;
    const logProbabilities = logSoftmax(logits);
    const isRight = cast(oneHot(tensor1d(labels, 'int32'), classes), 'float32');
    const rowFactors = reshape(tensor1d(right), [count, 1]);
    const rightFactors = mul(isRight, rowFactors);
    return wrong === null
      ? likelihood(logProbabilities, rightFactors, rowFactors)
      : margin(logProbabilities, rightFactors, sub(1, isRight), wrong);
  });
}

export const composedObjective = {
  objective,
  softmax: (logits) => softmax(logits),
} satisfies Partial<Kernels>;
