/** The objectives in one loop over the logits; formulas as in composed/objective.ts. */

import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { exp } from '../../../../lib/transcendental/exp.ts';
import { log } from '../../../../lib/transcendental/log.ts';
import { type Kernels, logFloor } from '../kernels.ts';
import type { ObjectiveResult } from '../objectiveKernels.ts';
import type { Targets } from '../targets.ts';
import { type BatchSums, sumOverImages } from './batchSums.ts';
import { allocate, view } from './heap.ts';

function objective(sums: BatchSums, logits: Tensor2D, targets: Targets): ObjectiveResult {
  const [count, classes] = logits.shape;
  const gradient = allocate<Tensor2D>([count, classes]);
  const metrics = allocate<Tensor1D>([2]);
  const [scores, gradients] = [view(logits), view(gradient)];
  const row = rowOf(classes);
  const [loss, clamped] = sumOverImages(sums, count, 2, (image, own) => {
    const start = image * classes;
    softmaxRow(scores, start, row);
    const label = targets.labels[image];
    row.byLog.fill(0);
    if (targets.wrong !== null) {
      const wrong = addWrongClasses(row, label, targets.wrong);
      own[0] += wrong.loss;
      own[1] += wrong.clamped;
    }
    row.byLog[label] = -targets.right[image];
    own[0] -= targets.right[image] * row.logs[label];
    writeGradients(gradients, start, row);
  });
  const wrongCount = sums.whole(count) * (classes - 1);
  view(metrics).set([loss, targets.wrong === null ? 0 : clamped / wrongCount]);
  return { gradient, metrics };
}

/** What one image's logits come to. */
export interface Row {
  /** p of each class. */
  readonly probabilities: Float64Array;
  /** ln p of each class. */
  readonly logs: Float64Array;
  /** Derivative of the loss by each ln p. */
  readonly byLog: Float64Array;
}

export const rowOf = (classes: number): Row => ({
  probabilities: new Float64Array(classes),
  logs: new Float64Array(classes),
  byLog: new Float64Array(classes),
});

/** Each exponential is taken once: of many classes they are most of the work. */
export function softmaxRow(
  scores: Float32Array,
  start: number,
  { probabilities, logs }: Row,
): void {
  let largest = -Infinity;
  for (let l = 0; l < logs.length; l++) largest = Math.max(largest, scores[start + l]);
  let sum = 0;
  for (let l = 0; l < logs.length; l++) {
    probabilities[l] = exp(scores[start + l] - largest);
    sum += probabilities[l];
  }
  const shift = largest + log(sum);
  for (let l = 0; l < logs.length; l++) {
    probabilities[l] /= sum;
    logs[l] = scores[start + l] - shift;
  }
}

function addWrongClasses({ logs, byLog }: Row, label: number, factors: Float32Array) {
  let loss = 0;
  let clamped = 0;
  for (let l = 0; l < logs.length; l++) {
    if (l === label) continue;
    const isClamped = logs[l] <= logFloor;
    loss += factors[l] * (isClamped ? logFloor : logs[l]);
    if (isClamped) clamped += 1;
    else byLog[l] = factors[l];
  }
  return { loss, clamped };
}

/** Gradient of the logits: g − p Σ g. */
export function writeGradients(
  gradients: Float32Array,
  start: number,
  { probabilities, byLog }: Row,
): void {
  let sum = 0;
  for (let l = 0; l < byLog.length; l++) sum += byLog[l];
  for (let l = 0; l < byLog.length; l++) gradients[start + l] = byLog[l] - probabilities[l] * sum;
}

function softmax(logits: Tensor2D): Tensor2D {
  const [count, classes] = logits.shape;
  const output = allocate<Tensor2D>([count, classes]);
  const [scores, probabilities] = [view(logits), view(output)];
  const row = rowOf(classes);
  for (let start = 0; start < count * classes; start += classes) {
    softmaxRow(scores, start, row);
    probabilities.set(row.probabilities, start);
  }
  return output;
}

export function wasmObjective(sums: BatchSums) {
  return {
    objective: (logits: Tensor2D, targets: Targets) => objective(sums, logits, targets),
    softmax,
  } satisfies Partial<Kernels>;
}
