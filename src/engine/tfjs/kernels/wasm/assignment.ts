/** Ψ from Ω, and drawing groups, in plain loops; formulas as in mixtureKernels.ts. */

import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { exp } from '../../../../lib/transcendental/exp.ts';
import type { DeviceRule, GroupDraw, MixtureKernels } from '../mixtureKernels.ts';
import type { BatchSums } from './batchSums.ts';
import { allocate, view } from './heap.ts';

/** Σ_y Ω_ty of each group. */
function sizesOf(counts: Float32Array, groups: number, classes: number): Float64Array {
  const sizes = new Float64Array(groups);
  for (let t = 0; t < groups; t++) {
    let size = 0;
    for (let y = 0; y < classes; y++) size += counts[t * classes + y];
    sizes[t] = size;
  }
  return sizes;
}

function assignment(counts: Tensor2D, { beta, betaSum, keep }: DeviceRule): Tensor2D {
  const [groups, classes] = counts.shape;
  const output = allocate<Tensor2D>([groups, classes]);
  const [to, from, prior] = [view(output), view(counts), view(beta)];
  const sizes = sizesOf(from, groups, classes);
  for (let t = 0; t < groups; t++) {
    const size = sizes[t] + betaSum;
    for (let y = 0; y < classes; y++) {
      to[t * classes + y] = (from[t * classes + y] + prior[y]) / size;
    }
  }
  if (keep === 'all') return output;
  const own = keep === 'largest' ? largestOf(to, groups, classes) : view(keep);
  for (let t = 0; t < groups; t++) prune(to.subarray(t * classes, (t + 1) * classes), t, own);
  for (let t = 0; t < groups; t++) {
    const row = to.subarray(t * classes, (t + 1) * classes);
    const sum = row.reduce((partial, value) => partial + value, 0);
    for (let y = 0; y < classes; y++) row[y] = sum > 0 ? row[y] / sum : prior[y] / betaSum;
  }
  return output;
}

/** Group of the largest entry of each column, the first of equals. */
function largestOf(smoothed: Float32Array, groups: number, classes: number): Float32Array {
  const own = new Float32Array(classes);
  const best = smoothed.slice(0, classes);
  for (let t = 1; t < groups; t++) {
    for (let y = 0; y < classes; y++) {
      if (smoothed[t * classes + y] <= best[y]) continue;
      best[y] = smoothed[t * classes + y];
      own[y] = t;
    }
  }
  return own;
}

/** Leaves of a group's row only the classes that are its own. */
function prune(row: Float32Array, group: number, own: Float32Array): void {
  for (let y = 0; y < row.length; y++) if (own[y] !== group) row[y] = 0;
}

function sampleGroups(
  { collectives }: BatchSums,
  logits: Tensor2D,
  counts: Tensor2D,
  { beta, betaSum }: Pick<DeviceRule, 'beta' | 'betaSum'>,
  { labels, groups, uniforms, free }: GroupDraw,
): ReturnType<MixtureKernels['sampleGroups']> {
  const [count, width] = logits.shape;
  const classes = counts.shape[1];
  const output = allocate<Tensor1D>([count]);
  const [drawn, scores, held, prior] = [view(output), view(logits), view(counts), view(beta)];
  const sizes = sizesOf(held, width, classes);
  const weights = new Float64Array(width);
  for (let image = 0; image < count; image++) {
    const [label, own] = [labels[image], groups[image]];
    drawn[image] = own;
    if (free[image] === 0) continue;
    const start = image * width;
    let largest = -Infinity;
    for (let t = 0; t < width; t++) largest = Math.max(largest, scores[start + t]);
    for (let t = 0; t < width; t++) {
      const taken = t === own ? 1 : 0;
      const ofClass = Math.max(0, held[t * classes + label] - taken + prior[label]);
      const share = ofClass / (sizes[t] - taken + betaSum);
      weights[t] = share * exp(scores[start + t] - largest);
    }
    drawn[image] = draw(weights, uniforms[image], own);
  }
  // All images are drawn from the counts of the batch's start, so these change after the last.
  const moves = Int32Array.from({ length: 2 * count }, (_, place) => {
    const image = place >> 1;
    const group = place % 2 === 0 ? groups[image] : drawn[image];
    return group * classes + labels[image];
  });
  const all = collectives?.allGather(moves) ?? moves;
  for (const [place, entry] of all.entries()) held[entry] += place % 2 === 0 ? -1 : 1;
  return { groups: output, counts };
}

/** The first index whose cumulated weight exceeds u times the sum; `own` where all weigh nothing. */
function draw(weights: Float64Array, uniform: number, own: number): number {
  let total = 0;
  for (let t = 0; t < weights.length; t++) total += weights[t];
  let possible = own;
  let cumulated = 0;
  for (let t = 0; t < weights.length; t++) {
    if (!(weights[t] > 0)) continue;
    possible = t;
    cumulated += weights[t];
    if (cumulated > uniform * total) break;
  }
  return possible;
}

export function wasmAssignment(sums: BatchSums) {
  return {
    assignment,
    sampleGroups: (
      logits: Tensor2D,
      counts: Tensor2D,
      rule: Pick<DeviceRule, 'beta' | 'betaSum'>,
      draw: GroupDraw,
    ) => sampleGroups(sums, logits, counts, rule, draw),
  } satisfies Partial<MixtureKernels>;
}
