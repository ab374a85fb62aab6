/**
 * The level-wise mixture z = Σ_l θ_l z^l Ψ^l (Eq. 1, 2, 11) and its loss −ln z_y (Eq. 12) with
 * gradients (Eq. 18, 19), in double precision: the reference that the heads of devices and top-down
 * inference are held to.
 *
 * Levels are coarsest first, the classes last. Ψ^l is N_l × N, row by row; null is the identity.
 */
import type { Assignments } from '../topDown.ts';

export interface MixtureInput {
  /** s^l: each level's logits, N_l values. */
  readonly logits: readonly Float64Array[];
  readonly assignments: Assignments;
  /** θ, at least 0, sums to 1; the last is above 0. */
  readonly levelWeights: Float64Array;
  /** y. */
  readonly label: number;
}

export interface MixtureOutcome {
  /** −ln z_y. */
  readonly loss: number;
  /** Of the loss by each level's logits: r_l (z_t − q_t). */
  readonly logitGradients: Float64Array[];
  /** r_l = θ_l Σ_t z^l_t Ψ^l_ty / z_y: the level's share in the class's probability; sums to 1. */
  readonly levelShares: Float64Array;
  /** Of the loss by θ's free parameters (θ is their softmax): θ_l − r_l. */
  readonly levelWeightGradients: Float64Array;
  /** z. */
  readonly classProbabilities: Float64Array;
}

/** Stands for ln 0, as on devices that need not have infinities. */
const logOfZero = -1e30;

const log = (value: number) => (value > 0 ? Math.log(value) : logOfZero);

/**
 * Loss and gradients of one image, in log space and without a floor:
 * a_l = lse_t(s_t + ln Ψ_ty) − lse_t(s_t), loss = −lse_l(ln θ_l + a_l).
 */
export function mixtureLoss(input: MixtureInput): MixtureOutcome {
  const { logits, assignments, levelWeights, label } = input;
  const reached = logits.map((values, level) => logReached(values, assignments[level], label));
  const shifts = logits.map(logSumExp);
  const terms = Float64Array.from(
    reached,
    (values, level) => log(levelWeights[level]) + logSumExp(values) - shifts[level],
  );
  const logProbability = logSumExp(terms);
  const levelShares = terms.map((term) => Math.exp(term - logProbability));
  const logitGradients = logits.map((values, level) => {
    const within = logSumExp(reached[level]);
    return values.map((value, t) => {
      const probability = Math.exp(value - shifts[level]);
      return levelShares[level] * (probability - Math.exp(reached[level][t] - within));
    });
  });
  const levelProbabilities = logits.map((values, level) =>
    values.map((value) => Math.exp(value - shifts[level])),
  );
  return {
    loss: -logProbability,
    logitGradients,
    levelShares,
    levelWeightGradients: levelShares.map((share, level) => levelWeights[level] - share),
    classProbabilities: mixtureProbabilities(levelProbabilities, assignments, levelWeights),
  };
}

/** s_t + ln Ψ_ty for each group t: what of the logits reaches class y. */
function logReached(logits: Float64Array, assignment: Float64Array | null, label: number) {
  if (assignment === null) return logits.map((value, t) => (t === label ? value : logOfZero));
  const classCount = assignment.length / logits.length;
  return logits.map((value, t) => {
    const share = assignment[t * classCount + label];
    return share > 0 ? value + Math.log(share) : logOfZero;
  });
}

function logSumExp(values: Float64Array): number {
  const largest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/**
 * z = Σ_l θ_l z^l Ψ^l of one image or of several, images × N.
 * @param levelProbabilities z^l of each level, images × N_l.
 */
export function mixtureProbabilities(
  levelProbabilities: readonly (Float32Array | Float64Array)[],
  assignments: Assignments,
  theta: Float64Array,
  images = 1,
): Float64Array {
  const classCount = levelProbabilities[levelProbabilities.length - 1].length / images;
  const mixture = new Float64Array(images * classCount);
  levelProbabilities.forEach((probabilities, level) => {
    const assignment = assignments[level];
    const units = probabilities.length / images;
    for (let entry = 0; entry < probabilities.length; entry++) {
      const image = Math.floor(entry / units);
      const weight = theta[level] * probabilities[entry];
      if (assignment === null) mixture[entry] += weight;
      else {
        const row = (entry - image * units) * classCount;
        addScaled(mixture.subarray(image * classCount), assignment, row, classCount, weight);
      }
    }
  });
  return mixture;
}

/** Adds `length` values from `start` on, times a weight, to the first of a sum. */
function addScaled(
  sum: Float64Array,
  values: Float64Array,
  start: number,
  length: number,
  weight: number,
): void {
  for (let index = 0; index < length; index++) sum[index] += weight * values[start + index];
}
