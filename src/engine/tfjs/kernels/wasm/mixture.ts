/** The level-wise mixture in one loop over the images; formulas as in mixtureKernels.ts. */

import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { exp } from '../../../../lib/transcendental/exp.ts';
import { log } from '../../../../lib/transcendental/log.ts';
import {
  logOfZero,
  type MixtureInputs,
  type MixtureKernels,
  type MixtureResult,
} from '../mixtureKernels.ts';
import type { Targets } from '../targets.ts';
import { type BatchSums, sumOverImages } from './batchSums.ts';
import { allocate, view } from './heap.ts';

/** A level of the mixture, its values as they lie in memory, and what one image needs of it. */
interface Level {
  readonly width: number;
  readonly scores: Float32Array;
  readonly gradients: Float32Array;
  readonly assignment: Float32Array | null;
  readonly logs: Float64Array;
  /** q of one image. */
  readonly joint: Float64Array;
}

function mixture(
  sums: BatchSums,
  { logits, assignments, levelWeights }: MixtureInputs,
  { labels, right }: Targets,
): MixtureResult {
  const gradients = logits.map(({ shape }) => allocate<Tensor2D>([...shape]));
  const metrics = allocate<Tensor1D>([logits.length + 1]);
  const classCount = logits[logits.length - 1].shape[1];
  const levels = logits.map((scores, level): Level => {
    const width = scores.shape[1];
    const assignment = assignments[level];
    return {
      width,
      scores: view(scores),
      gradients: view(gradients[level]),
      assignment: assignment === null ? null : view(assignment),
      logs: new Float64Array(width),
      joint: new Float64Array(width),
    };
  });
  const weightLogs = Float64Array.from(view(levelWeights), logOrZero);
  const terms = new Float64Array(levels.length);
  const totals = sumOverImages(sums, labels.length, levels.length + 1, (image, own) => {
    for (let l = 0; l < levels.length; l++) {
      terms[l] = weightLogs[l] + enter(levels[l], image, labels[image], classCount);
    }
    const total = softmaxInto(terms, terms);
    own[0] -= right[image] * total;
    for (let l = 0; l < levels.length; l++) {
      const share = right[image] * terms[l];
      own[l + 1] += share;
      writeGradients(levels[l], image, share);
    }
  });
  view(metrics).set(totals);
  return { gradients, metrics };
}

function logOrZero(value: number): number {
  return value > 0 ? log(value) : logOfZero;
}

/** Leaves ln z and q of an image with the level. Returns its a. */
function enter(level: Level, image: number, label: number, classCount: number): number {
  const { width, scores, logs, joint, assignment } = level;
  const start = image * width;
  for (let t = 0; t < width; t++) logs[t] = scores[start + t];
  const shift = logSumOf(logs);
  for (let t = 0; t < width; t++) logs[t] -= shift;
  if (assignment === null) {
    joint.fill(0);
    joint[label] = 1;
    return logs[label];
  }
  for (let t = 0; t < width; t++) {
    joint[t] = logs[t] + logOrZero(assignment[t * classCount + label]);
  }
  return softmaxInto(joint, joint);
}

function writeGradients(level: Level, image: number, share: number): void {
  const { width, gradients, logs, joint } = level;
  const start = image * width;
  for (let t = 0; t < width; t++) gradients[start + t] = share * (exp(logs[t]) - joint[t]);
}

function logSumOf(values: Float64Array): number {
  let largest = -Infinity;
  for (let t = 0; t < values.length; t++) largest = Math.max(largest, values[t]);
  let sum = 0;
  for (let t = 0; t < values.length; t++) sum += exp(values[t] - largest);
  return largest + log(sum);
}

/** Writes the softmax of some logarithms, which may be the same array. Returns ln Σ exp. */
function softmaxInto(to: Float64Array, logs: Float64Array): number {
  let largest = -Infinity;
  for (let t = 0; t < logs.length; t++) largest = Math.max(largest, logs[t]);
  let sum = 0;
  for (let t = 0; t < logs.length; t++) {
    to[t] = exp(logs[t] - largest);
    sum += to[t];
  }
  for (let t = 0; t < logs.length; t++) to[t] /= sum;
  return largest + log(sum);
}

export function wasmMixture(sums: BatchSums) {
  return {
    mixture: (batch: MixtureInputs, targets: Targets) => mixture(sums, batch, targets),
  } satisfies Partial<MixtureKernels>;
}
