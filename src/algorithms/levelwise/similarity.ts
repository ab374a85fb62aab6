/**
 * How alike classes look: S_ij = exp(−d_ij / √(σ_i σ_j)) of their mean features (Eq. 3). Tables
 * are condensed (see condensed.ts) and worked on in place, so that 7,756 classes fit in memory.
 */
import { condensedLength, rowOffset } from './condensed.ts';

/** Smallest local scale: classes with the same mean would else be divided by 0 (ours). */
const smallestScale = 1e-12;

/** Rows handled together, so that they stay in the processor's cache. */
const tile = 32;

/** Euclidean distances d_ij between the N rows of `means` (N × d), condensed. */
export function classDistances(means: Float64Array, classCount: number): Float64Array {
  const distances = new Float64Array(condensedLength(classCount));
  const featureCount = means.length / classCount;
  for (let top = 0; top < classCount; top += tile) {
    for (let left = top; left < classCount; left += tile) {
      fillTile(distances, means, classCount, featureCount, top, left);
    }
  }
  return distances;
}

function fillTile(
  distances: Float64Array,
  means: Float64Array,
  classCount: number,
  featureCount: number,
  top: number,
  left: number,
): void {
  const bottom = Math.min(top + tile, classCount);
  const right = Math.min(left + tile, classCount);
  for (let i = top; i < bottom; i++) {
    const offset = rowOffset(classCount, i);
    for (let j = Math.max(left, i + 1); j < right; j++) {
      distances[offset + j] = distanceOf(means, i * featureCount, j * featureCount, featureCount);
    }
  }
}

/** Two sums side by side, since each addition would else wait for the one before. */
function distanceOf(means: Float64Array, a: number, b: number, length: number): number {
  let even = 0;
  let odd = 0;
  const paired = length - (length % 2);
  for (let k = 0; k < paired; k += 2) {
    const first = means[a + k] - means[b + k];
    const second = means[a + k + 1] - means[b + k + 1];
    even += first * first;
    odd += second * second;
  }
  if (paired < length) even += (means[a + paired] - means[b + paired]) ** 2;
  return Math.sqrt(even + odd);
}

/**
 * σ_i: the distance from class i to its 7th nearest other class (Zelnik-Manor and Perona's local
 * scale; ours here), with fewer classes to the farthest; at least 1e-12.
 * @param distances condensed.
 */
export function selfTunedScales(
  distances: Float64Array,
  classCount: number,
  neighbour = 7,
): Float64Array {
  const depth = Math.min(neighbour, classCount - 1);
  if (depth < 1) return new Float64Array(classCount).fill(smallestScale);
  // The `depth` smallest distances of each class, in rising order.
  const nearest = new Float64Array(classCount * depth).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < classCount; i++) {
    const offset = rowOffset(classCount, i);
    for (let j = i + 1; j < classCount; j++) {
      insert(nearest, i * depth, depth, distances[offset + j]);
      insert(nearest, j * depth, depth, distances[offset + j]);
    }
  }
  return Float64Array.from({ length: classCount }, (_, i) =>
    Math.max(smallestScale, nearest[(i + 1) * depth - 1]),
  );
}

function insert(sorted: Float64Array, start: number, length: number, value: number): void {
  let place = start + length - 1;
  if (value >= sorted[place]) return;
  while (place > start && sorted[place - 1] > value) {
    sorted[place] = sorted[place - 1];
    place--;
  }
  sorted[place] = value;
}

/**
 * Turns distances into dissimilarities 1 − S_ij (Eq. 3), in place.
 * @param distances condensed; overwritten and returned.
 * @param sigma σ_i tuned to each class's neighbourhood, or one σ above 0 for all.
 */
export function dissimilarities(
  distances: Float64Array,
  classCount: number,
  sigma: 'self-tuned' | number,
): Float64Array {
  const scales =
    sigma === 'self-tuned'
      ? selfTunedScales(distances, classCount)
      : new Float64Array(classCount).fill(sigma);
  const roots = scales.map(Math.sqrt);
  for (let i = 0; i < classCount; i++) {
    const offset = rowOffset(classCount, i);
    for (let j = i + 1; j < classCount; j++) {
      distances[offset + j] = -Math.expm1(-distances[offset + j] / (roots[i] * roots[j]));
    }
  }
  return distances;
}
