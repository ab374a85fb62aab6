/**
 * The objectives of single networks, image by image in double precision; formulas as in
 * composed/classObjectives.ts. Each gives the derivatives g of the loss by the ln p of an image, and
 * the gradient of the logits is g − p Σ g.
 */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { exp } from '../../../../lib/transcendental/exp.ts';
import { log } from '../../../../lib/transcendental/log.ts';
import { pow } from '../../../../lib/transcendental/pow.ts';
import type { ObjectiveKernels, ObjectiveResult } from '../objectiveKernels.ts';
import type { Targets } from '../targets.ts';
import { type BatchSums, sumOverImages } from './batchSums.ts';
import { allocate, view } from './heap.ts';
import { type Row, rowOf, softmaxRow, writeGradients } from './objective.ts';

/** Leaves g in the row's `byLog`, zeros at first, and returns the loss, both before the factor a. */
type Terms = (row: Row, label: number) => number;

/** The loss of a batch and its gradient, from the terms of each image. */
function rowByRow(
  sums: BatchSums,
  logits: Tensor2D,
  { labels, right }: Pick<Targets, 'labels' | 'right'>,
  termsOf: () => Terms,
): ObjectiveResult {
  const [count, classes] = logits.shape;
  const gradient = allocate<Tensor2D>([count, classes]);
  const metrics = allocate<Tensor1D>([2]);
  const [scores, gradients] = [view(logits), view(gradient)];
  const row = rowOf(classes);
  const terms = termsOf();
  const [loss] = sumOverImages(sums, count, 1, (image, own) => {
    const start = image * classes;
    softmaxRow(scores, start, row);
    row.byLog.fill(0);
    const factor = right[image];
    own[0] += factor * terms(row, labels[image]);
    for (let l = 0; l < classes; l++) row.byLog[l] *= factor;
    writeGradients(gradients, start, row);
  });
  view(metrics).set([loss, 0]);
  return { gradient, metrics };
}

const focalTerms =
  (focusing: number): Terms =>
  ({ probabilities, logs, byLog }, label) => {
    let others = 0;
    for (let l = 0; l < probabilities.length; l++) if (l !== label) others += probabilities[l];
    const loss = -logs[label];
    const ratio = others > 1e-3 ? loss / others : 1 + others / 2;
    const modulator = focusing === 0 ? 1 : others > 0 ? pow(others, focusing) : 0;
    byLog[label] = -modulator * (1 + focusing * probabilities[label] * ratio);
    return modulator * loss;
  };

/** How many levels two classes share a group at; nested groups agree from the coarsest on. */
function depthOf(groups: Float32Array, classes: number, one: number, other: number): number {
  const levels = groups.length / classes;
  let depth = 0;
  while (depth < levels && groups[depth * classes + one] === groups[depth * classes + other]) {
    depth++;
  }
  return depth;
}

const hierarchicalTerms = (groups: Float32Array, coefficients: readonly number[]): Terms => {
  const last = coefficients.length - 1;
  return ({ logs, byLog }, label) => {
    byLog[label] = -coefficients[last];
    let loss = -coefficients[last] * logs[label];
    for (let level = 0; level < last; level++) {
      const ofLevel = groups.subarray(level * logs.length, (level + 1) * logs.length);
      const mass = logMass(ofLevel, label, logs);
      loss -= coefficients[level] * mass;
      for (let k = 0; k < logs.length; k++) {
        if (ofLevel[k] === ofLevel[label]) byLog[k] -= coefficients[level] * exp(logs[k] - mass);
      }
    }
    return loss;
  };
};

/** ln of the sum of p over the classes of one's group. */
function logMass(groups: Float32Array, label: number, logs: Float64Array): number {
  let largest = -Infinity;
  for (let k = 0; k < logs.length; k++) {
    if (groups[k] === groups[label]) largest = Math.max(largest, logs[k]);
  }
  let sum = 0;
  for (let k = 0; k < logs.length; k++) {
    if (groups[k] === groups[label]) sum += exp(logs[k] - largest);
  }
  return largest + log(sum);
}

const softTerms =
  (groups: Float32Array, shares: Float32Array, width: number): Terms =>
  ({ logs, byLog }, label) => {
    let loss = 0;
    for (let k = 0; k < logs.length; k++) {
      const depth = k === label ? width - 1 : depthOf(groups, logs.length, label, k);
      const share = shares[label * width + depth];
      byLog[k] = -share;
      loss -= share * logs[k];
    }
    return loss;
  };

function adjusted(logits: Tensor2D, adjustments: Tensor1D): Tensor2D {
  const [count, classes] = logits.shape;
  const result = allocate<Tensor2D>([count, classes]);
  const [from, added, to] = [view(logits), view(adjustments), view(result)];
  for (let at = 0; at < from.length; at++) to[at] = from[at] + added[at % classes];
  return result;
}

/** In two passes: the classes' losses, of all threads' images, and then the gradient with the new q. */
function robust(
  sums: BatchSums,
  logits: Tensor2D,
  { labels, right }: Pick<Targets, 'labels' | 'right'>,
  classWeights: Tensor1D,
  rate: number,
) {
  const [count, classes] = logits.shape;
  const gradient = allocate<Tensor2D>([count, classes]);
  const metrics = allocate<Tensor1D>([2]);
  const next = allocate<Tensor1D>([classes]);
  const [scores, gradients, q] = [view(logits), view(gradient), view(next)];
  const row = rowOf(classes);
  const losses = sumOverImages(sums, count, classes, (image, own) => {
    softmaxRow(scores, image * classes, row);
    own[labels[image]] -= right[image] * row.logs[labels[image]];
  });
  const raised = raisedWeights(view(classWeights), losses, rate);
  q.set(raised);
  for (let image = 0; image < count; image++) {
    softmaxRow(scores, image * classes, row);
    row.byLog.fill(0);
    row.byLog[labels[image]] = -q[labels[image]] * right[image];
    writeGradients(gradients, image * classes, row);
  }
  view(metrics).set([losses.reduce((sum, loss, l) => sum + q[l] * loss, 0), 0]);
  return { gradient, metrics, classWeights: next };
}

function raisedWeights(q: Float32Array, losses: Float64Array, rate: number): Float64Array {
  const largest = losses.reduce((most, loss) => Math.max(most, loss), 0);
  const raised = losses.map((loss, l) => q[l] * exp(rate * (loss - largest)));
  const sum = raised.reduce((partial, value) => partial + value, 0);
  return raised.map((value) => value / sum);
}

export function wasmClassObjectives(sums: BatchSums) {
  return {
    focal: (logits, targets, focusing) =>
      rowByRow(sums, logits, targets, () => focalTerms(focusing)),
    adjusted,
    robust: (logits, targets, classWeights, rate) =>
      robust(sums, logits, targets, classWeights, rate),
    hierarchical: (logits, targets, groups, coefficients) =>
      rowByRow(sums, logits, targets, () => hierarchicalTerms(view(groups), coefficients)),
    softLabelled: (logits, targets, groups, shares) =>
      rowByRow(sums, logits, targets, () => softTerms(view(groups), view(shares), shares.shape[1])),
  } satisfies ObjectiveKernels;
}
