/** θ, the weight of each level in the mixture: non-negative, sums to 1, the classes' level last. */
import { log } from '../../lib/transcendental/log.ts';

/** Every level alike. */
export function uniformLevelWeights(levelCount: number): Float64Array {
  return new Float64Array(levelCount).fill(1 / levelCount);
}

/** Newton's method settles within about ten rounds; far more are only reached by rounding. */
const maxRounds = 100;

/** Nats an image by which the likelihood may fall short of the best. */
const tolerance = 1e-12;

/**
 * θ of the greatest likelihood: maximises Σ_i ln Σ_l θ_l p_il under θ_l ≥ minimum and Σ_l θ_l = 1.
 * That is a concave problem with one optimum; it is found by Newton's method, each step of which
 * solves the quadratic model within the bounds, and ends when the gradient proves that no θ is
 * better by 1e-12 nats an image. (EM would need thousands of rounds where levels resemble.)
 * @param likelihoods images × levels: p_il = Σ_t z^l_t Ψ^l_ty of image i's class y. Images that no
 * level gives any probability say nothing of θ and are left out.
 * @param minimum at most 1/levels.
 * @param start θ to begin from; the optimum does not depend on it unless several are equally good.
 */
export function fitLevelWeights(
  likelihoods: Float64Array,
  minimum: number,
  start: Float64Array,
): Float64Array {
  const levelCount = start.length;
  const used = informative(likelihoods, levelCount);
  let theta = withinBounds(start, minimum);
  let value = logLikelihood(used, theta);
  for (let round = 0; round < maxRounds && used.length > 0; round++) {
    const model = derivatives(used, theta);
    if (shortfall(model.gradient, theta, minimum) < tolerance) break;
    const target = bestOfModel(model, theta, minimum);
    const next = advance(used, theta, target, value);
    if (next === null) break;
    ({ theta, value } = next);
  }
  return theta;
}

/** Of an image's greatest likelihood: what any level counts for at least, so that ratios stay finite. */
const minShare = 1e-12;

/** The images that say something, each divided by its greatest value, which changes no optimum. */
function informative(likelihoods: Float64Array, levelCount: number): Float64Array {
  const kept = new Float64Array(likelihoods.length);
  let length = 0;
  for (let row = 0; row < likelihoods.length; row += levelCount) {
    const values = likelihoods.subarray(row, row + levelCount);
    const largest = values.reduce((a, b) => Math.max(a, b), 0);
    if (largest === 0) continue;
    for (const value of values) kept[length++] = Math.max(minShare, value / largest);
  }
  return kept.subarray(0, length);
}

/** A hundredth of uniform weight is mixed in, so that no image starts without any probability. */
function withinBounds(start: Float64Array, minimum: number): Float64Array {
  const free = 1 - minimum * start.length;
  const above = start.map((value) => Math.max(0, value - minimum));
  const sum = above.reduce((total, value) => total + value, 0);
  return above.map((value) => {
    const share = sum > 0 ? value / sum : 1 / start.length;
    return minimum + free * (0.99 * share + 0.01 / start.length);
  });
}

/** Mean over the images of ln Σ_l θ_l p_il. */
function logLikelihood(likelihoods: Float64Array, theta: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < likelihoods.length; row += theta.length) {
    sum += log(mixed(likelihoods, row, theta));
  }
  return sum / (likelihoods.length / theta.length);
}

function mixed(likelihoods: Float64Array, row: number, theta: Float64Array): number {
  let sum = 0;
  for (let level = 0; level < theta.length; level++) sum += theta[level] * likelihoods[row + level];
  return sum;
}

/** The mean log-likelihood to second order: gradient, and curvature (the Hessian's negative). */
interface QuadraticModel {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
}

function derivatives(likelihoods: Float64Array, theta: Float64Array): QuadraticModel {
  const levels = theta.length;
  const gradient = new Float64Array(levels);
  const curvature = new Float64Array(levels * levels);
  const images = likelihoods.length / levels;
  for (let row = 0; row < likelihoods.length; row += levels) {
    const scale = 1 / mixed(likelihoods, row, theta);
    for (let a = 0; a < levels; a++) {
      const ratio = likelihoods[row + a] * scale;
      gradient[a] += ratio / images;
      for (let b = 0; b < levels; b++) {
        curvature[a * levels + b] += (ratio * likelihoods[row + b] * scale) / images;
      }
    }
  }
  return { gradient, curvature };
}

/** By how much, at most, another θ within the bounds can be better (Frank and Wolfe's gap). */
function shortfall(gradient: Float64Array, theta: Float64Array, minimum: number): number {
  const steepest = gradient.reduce((a, b) => Math.max(a, b));
  return theta.reduce(
    (sum, value, level) => sum + (value - minimum) * (steepest - gradient[level]),
    0,
  );
}

/**
 * The θ within the bounds at which the quadratic model is greatest: weight goes from the level with
 * the least slope to that with the most until no exchange helps. There are six levels at most.
 */
function bestOfModel(
  { gradient, curvature }: QuadraticModel,
  theta: Float64Array,
  minimum: number,
): Float64Array {
  const levels = theta.length;
  const best = theta.slice();
  const slope = gradient.slice();
  for (let exchange = 0; exchange < 2000; exchange++) {
    let up = 0;
    let down = -1;
    for (let level = 0; level < levels; level++) {
      if (slope[level] > slope[up]) up = level;
      if (best[level] > minimum && (down < 0 || slope[level] < slope[down])) down = level;
    }
    if (down < 0 || slope[up] - slope[down] < tolerance) break;
    const bend =
      curvature[up * levels + up] +
      curvature[down * levels + down] -
      2 * curvature[up * levels + down];
    const room = best[down] - minimum;
    const step = Math.min(room, bend > 0 ? (slope[up] - slope[down]) / bend : room);
    best[up] += step;
    best[down] = step === room ? minimum : best[down] - step;
    for (let level = 0; level < levels; level++) {
      slope[level] -= step * (curvature[level * levels + up] - curvature[level * levels + down]);
    }
  }
  return best;
}

/** Goes as far towards the model's best as the likelihood rises; null where it no longer does. */
function advance(
  likelihoods: Float64Array,
  theta: Float64Array,
  target: Float64Array,
  value: number,
): { theta: Float64Array; value: number } | null {
  for (let share = 1; share > 1e-10; share /= 2) {
    const moved = theta.map((own, level) => own + share * (target[level] - own));
    const reached = logLikelihood(likelihoods, moved);
    if (reached > value) return { theta: moved, value: reached };
  }
  return null;
}
