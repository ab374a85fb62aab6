/** Ψ from Ω, and drawing groups, from stock TensorFlow.js operations. */
import {
  add,
  cast,
  cumsum,
  div,
  equal,
  gather,
  greater,
  less,
  lessEqual,
  logicalAnd,
  matMul,
  max,
  maximum,
  min,
  minimum,
  mul,
  range,
  reshape,
  slice,
  softmax,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
  transpose,
  where,
} from '@tensorflow/tfjs-core';
import type { DeviceRule, GroupDraw, MixtureKernels } from '../mixtureKernels.ts';

/** Below any sum of kept entries. */
const tiny = 1e-37;

/** Group of the largest entry of each column, the first of equals, N values. */
function largestOf(smoothed: Tensor2D): Tensor {
  const [groups] = smoothed.shape;
  const rows = reshape(range(0, groups, 1, 'float32'), [groups, 1]);
  // An argMax would do, but which of equals it gives differs between devices.
  return min(where(equal(smoothed, max(smoothed, 0, true)), rows, groups), 0);
}

function assignment(counts: Tensor2D, { beta, betaSum, keep }: DeviceRule): Tensor2D {
  return tidy(() => {
    const [groups] = counts.shape;
    const smoothed = div<Tensor2D>(add(counts, beta), add(sum(counts, 1, true), betaSum));
    if (keep === 'all') return smoothed;
    const rows = reshape(range(0, groups, 1, 'float32'), [groups, 1]);
    const isKept = equal(rows, keep === 'largest' ? largestOf(smoothed) : keep);
    const kept = mul(smoothed, cast(isKept, 'float32'));
    const sums = sum(kept, 1, true);
    return where(greater(sums, 0), div(kept, maximum(sums, tiny)), mul(beta, 1 / betaSum));
  });
}

/**
 * Rows of zeros with a 1 at each index, indices × width. Stock `oneHot` refuses a width of 1, which
 * a level of an imported tree may have.
 */
function indicators(indices: Tensor1D, width: number): Tensor2D {
  const columns = range(0, width, 1, 'float32');
  return cast(equal(reshape(indices, [indices.size, 1]), columns), 'float32') as Tensor2D;
}

/** Index of the first cumulated weight above u·total, B values; weights are B × N_l. */
function firstAbove(cumulated: Tensor, total: Tensor, uniforms: Tensor): Tensor {
  const below = sum(cast(lessEqual(cumulated, mul(total, uniforms)), 'float32'), 1);
  // u rounds to 1 in single precision now and then: not past the last group that is possible.
  return minimum(below, sum(cast(less(cumulated, total), 'float32'), 1));
}

function sampleGroups(
  logits: Tensor2D,
  counts: Tensor2D,
  { beta, betaSum }: Pick<DeviceRule, 'beta' | 'betaSum'>,
  { labels, groups, uniforms, free }: GroupDraw,
): ReturnType<MixtureKernels['sampleGroups']> {
  return tidy(() => {
    const [count, width] = logits.shape;
    const column = (values: Tensor) => reshape(values, [count, 1]);
    const classes = tensor1d(labels, 'int32');
    const held = tensor1d(Float32Array.from(groups));
    const own = indicators(held, width);
    const ofClass = add(transpose(gather(counts, classes, 1)), column(gather(beta, classes)));
    const sizes = add(sum(counts, 1), betaSum);
    const prior = div(maximum(sub(ofClass, own), 0), sub(sizes, own));
    const cumulated = cumsum(mul(prior, softmax(logits)), 1);
    const total = slice(cumulated, [0, width - 1], [count, 1]);
    const drawn = firstAbove(cumulated, total, column(tensor1d(uniforms)));
    const isFree = greater(tensor1d(Float32Array.from(free)), 0);
    const moves = logicalAnd(isFree, greater(reshape(total, [count]), 0));
    const next = where(moves, drawn, held) as Tensor1D;
    const change = sub<Tensor2D>(indicators(next, width), own);
    const isClass = indicators(tensor1d(Float32Array.from(labels)), counts.shape[1]);
    return { groups: next, counts: add<Tensor2D>(counts, matMul(change, isClass, true, false)) };
  });
}

export const composedAssignment = {
  assignment,
  sampleGroups,
} satisfies Partial<MixtureKernels>;
