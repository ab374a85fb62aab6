/**
 * The resampling of group labels (Eq. 4) in double precision: the reference that the sampling of
 * devices is held to. Its parallel form draws a whole batch by the counts at the batch's start.
 */
import type { GroupCounts } from '../groupCounts.ts';

type Probabilities = Float32Array | Float64Array;

/**
 * P(t_i = t) ∝ (Ω_{t,y} + β_y) / (Σ_y Ω_{t,y} + β_0) · z^l_t(x_i), the image's own count taken out
 * of the group it is in (Eq. 4). Sums to 1. Where z is 0 in every group that could be drawn, the
 * image stays (ours).
 * @param groupProbabilities z^l(x_i), N_l values.
 * @param classIndex the image's class y_i.
 * @param group the group that the image is in now.
 */
export function posterior(
  groupProbabilities: Probabilities,
  counts: GroupCounts,
  beta: Float64Array,
  classIndex: number,
  group: number,
): Float64Array {
  const total = sumOf(beta);
  const weights = Float64Array.from(groupProbabilities, (probability, t) => {
    const own = t === group ? 1 : 0;
    const share = counts.at(t, classIndex) - own + beta[classIndex];
    return (share / (counts.totals[t] - own + total)) * probability;
  });
  const sum = sumOf(weights);
  if (!(sum > 0)) return weights.map((_, t) => (t === group ? 1 : 0));
  return weights.map((weight) => weight / sum);
}

/**
 * Draws a group by the inverse of the distribution function: the first group at which the sum of
 * probabilities so far exceeds the draw.
 * @param uniform in [0, 1).
 */
export function sampleGroup(probabilities: Float64Array, uniform: number): number {
  let sum = 0;
  let last = 0;
  for (let group = 0; group < probabilities.length; group++) {
    if (probabilities[group] === 0) continue;
    sum += probabilities[group];
    if (sum > uniform) return group;
    // Rounding may leave the whole sum below a draw close to 1.
    last = group;
  }
  return last;
}

/** A mini-batch of one level, one entry an image. */
export interface GroupBatch {
  /** z^l of each image, images × N_l. */
  readonly groupProbabilities: Probabilities;
  readonly labels: Int32Array;
  /** The group each image is in now. */
  readonly groups: Int32Array;
  /** A draw in [0, 1) for each image. */
  readonly uniforms: Probabilities;
  /** 1 where the image may change its group, 0 where its class is pinned. */
  readonly free: Uint8Array;
}

/**
 * Draws the groups of a batch, every image by the counts at the batch's start with its own taken
 * out (the parallel form of Eq. 4; ours), and then changes the counts by the difference.
 * @returns the new group of each image.
 */
export function sampleBatch(
  { groupProbabilities, labels, groups, uniforms, free }: GroupBatch,
  counts: GroupCounts,
  beta: Float64Array,
): Int32Array {
  const { groupCount } = counts;
  const drawn = groups.map((group, image) => {
    if (free[image] === 0) return group;
    const row = groupProbabilities.subarray(image * groupCount, (image + 1) * groupCount);
    const chances = posterior(row, counts, beta, labels[image], group);
    return sampleGroup(chances, uniforms[image]);
  });
  drawn.forEach((group, image) => {
    counts.add(groups[image], labels[image], -1);
    counts.add(group, labels[image], 1);
  });
  return drawn;
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
