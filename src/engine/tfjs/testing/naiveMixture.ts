/**
 * The level-wise mixture as METHODS' equations read, in double precision and in plain probabilities:
 * the slow twin of the kernels, which work in log space.
 */
import type { GroupDraw } from '../kernels/mixtureKernels.ts';
import { at, build, type Exact, softmax } from './naive.ts';

export interface NaiveMixture {
  readonly logits: readonly Exact[];
  /** Ψ, N_l × N; null stands for the identity. */
  readonly assignments: readonly (Exact | null)[];
  readonly levelWeights: Float64Array;
}

/** Σ_t z^l_t Ψ^l_ty of each level, images × N. */
function reached({ logits, assignments }: NaiveMixture): Exact[] {
  return logits.map((scores, level) => {
    const probabilities = softmax(scores);
    const assignment = assignments[level];
    if (assignment === null) return probabilities;
    const [groups, classes] = assignment.shape;
    return build([scores.shape[0], classes], (image, y) => {
      let sum = 0;
      for (let t = 0; t < groups; t++) sum += at(probabilities, image, t) * at(assignment, t, y);
      return sum;
    });
  });
}

/** z = Σ_l θ_l z^l Ψ^l (Eq. 1). */
export function mixtureProbabilities(mixture: NaiveMixture): Exact {
  const levels = reached(mixture);
  return build(levels[0].shape, (image, y) =>
    levels.reduce((sum, level, l) => sum + mixture.levelWeights[l] * at(level, image, y), 0),
  );
}

/** Σ_i −a_i ln z_{y_i} (Eq. 12). */
export function mixtureLoss(mixture: NaiveMixture, labels: Int32Array, right: Float32Array) {
  const z = mixtureProbabilities(mixture);
  return labels.reduce((sum, y, image) => sum - right[image] * Math.log(at(z, image, y)), 0);
}

/** Σ_i a_i θ_l Σ_t z^l_t Ψ^l_ty / z_y of each level. */
export function levelShares(mixture: NaiveMixture, labels: Int32Array, right: Float32Array) {
  const z = mixtureProbabilities(mixture);
  return reached(mixture).map((level, l) =>
    labels.reduce((sum, y, image) => {
      const share = (mixture.levelWeights[l] * at(level, image, y)) / at(z, image, y);
      return sum + right[image] * share;
    }, 0),
  );
}

/** Ψ of Eq. 6; with `own`, only the entry of each class's own group, rows rescaled. */
export function assignment(counts: Exact, beta: Float64Array, own?: ArrayLike<number>): Exact {
  const [groups, classes] = counts.shape;
  const betaSum = beta.reduce((sum, value) => sum + value, 0);
  const rowSum = (values: Exact, t: number) =>
    values.values.subarray(t * classes, (t + 1) * classes).reduce((sum, value) => sum + value, 0);
  const whole = build([groups, classes], (t, y) => {
    return (at(counts, t, y) + beta[y]) / (rowSum(counts, t) + betaSum);
  });
  if (own === undefined) return whole;
  const kept = build([groups, classes], (t, y) => (own[y] === t ? at(whole, t, y) : 0));
  return build([groups, classes], (t, y) => {
    const sum = rowSum(kept, t);
    return sum > 0 ? at(kept, t, y) / sum : beta[y] / betaSum;
  });
}

/** The group of each class's largest entry, the first of equals. */
export function largestGroups(values: Exact): number[] {
  const [groups, classes] = values.shape;
  return Array.from({ length: classes }, (_, y) => {
    const column = Array.from({ length: groups }, (_value, t) => at(values, t, y));
    return column.indexOf(Math.max(...column));
  });
}

/**
 * Groups drawn by Eq. 4 from the counts at the batch's start, and for each image how close its draw
 * came to a step of the distribution function: single precision may fall on either side of it.
 */
export function sampleGroups(logits: Exact, counts: Exact, beta: Float64Array, draw: GroupDraw) {
  const [width] = counts.shape;
  const probabilities = softmax(logits);
  const groups = draw.groups.slice();
  const margins = new Float64Array(groups.length).fill(1);
  for (const [image, own] of draw.groups.entries()) {
    if (draw.free[image] === 0) continue;
    const left = { ...counts, values: counts.values.slice() };
    left.values[own * counts.shape[1] + draw.labels[image]] -= 1;
    const psi = assignment(left, beta);
    const weights = Array.from(
      { length: width },
      (_, t) => at(psi, t, draw.labels[image]) * at(probabilities, image, t),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let cumulated = 0;
    groups[image] = -1;
    for (const [t, weight] of weights.entries()) {
      cumulated += weight / total;
      if (groups[image] < 0 && cumulated > draw.uniforms[image]) groups[image] = t;
      margins[image] = Math.min(margins[image], Math.abs(cumulated - draw.uniforms[image]));
    }
  }
  return { groups, margins };
}

/** Ω of the images whose groups and classes are given. */
export function countsOf(
  groups: Int32Array,
  labels: Int32Array,
  [rows, classes]: readonly [number, number],
): Exact {
  const counts = build([rows, classes], () => 0);
  for (const [image, t] of groups.entries()) counts.values[t * classes + labels[image]] += 1;
  return counts;
}
