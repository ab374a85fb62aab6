/**
 * How alike classes look: S_ij = exp(−d_ij / √(σ_i σ_j)) of their mean features (Eq. 3). Tables
 * are condensed (see condensed.ts) and worked on in place, so that 7,756 classes fit in memory.
 */
import { expm1 } from '../../lib/transcendental/expm1.ts';
import { condensedLength, rowOffset } from './condensed.ts';

/** Smallest local scale: classes with the same mean would else be divided by 0 (ours). */
const smallestScale = 1e-12;

/** Rows handled together, so that they stay in the processor's cache; even. */
const tile = 32;

/** Euclidean distances d_ij between the N rows of `means` (N × d), condensed. */
export function classDistances(means: Float64Array, classCount: number): Float64Array {
  const distances = new Float64Array(condensedLength(classCount));
  for (let top = 0; top < classCount; top += tile) {
    for (let left = top; left < classCount; left += tile) {
      fillTile(distances, means, classCount, top, left);
    }
  }
  return distances;
}

function fillTile(
  distances: Float64Array,
  means: Float64Array,
  classCount: number,
  top: number,
  left: number,
): void {
  const length = means.length / classCount;
  const squares = new Float64Array(4);
  for (let i = top; i < Math.min(top + tile, classCount); i += 2) {
    for (let j = Math.max(left, i); j < Math.min(left + tile, classCount); j += 2) {
      // Past the last class, the last one stands in.
      const nextI = Math.min(i + 1, classCount - 1);
      const nextJ = Math.min(j + 1, classCount - 1);
      squareTwoByTwo(
        squares,
        means,
        length,
        i * length,
        nextI * length,
        j * length,
        nextJ * length,
      );
      for (let pair = 0; pair < 4; pair++) {
        const row = i + (pair >> 1);
        const column = j + (pair & 1);
        if (row >= column || column >= classCount) continue;
        distances[rowOffset(classCount, row) + column] = Math.sqrt(squares[pair]);
      }
    }
  }
}

/**
 * Squared distances of two rows to two others: each value read serves twice, and four sums run side
 * by side, which takes about half the time of one pair after another.
 */
function squareTwoByTwo(
  squares: Float64Array,
  means: Float64Array,
  length: number,
  a: number,
  b: number,
  c: number,
  d: number,
): void {
  let ac = 0;
  let ad = 0;
  let bc = 0;
  let bd = 0;
  for (let k = 0; k < length; k++) {
    const p = means[a + k];
    const q = means[b + k];
    const r = means[c + k];
    const s = means[d + k];
    ac += (p - r) * (p - r);
    ad += (p - s) * (p - s);
    bc += (q - r) * (q - r);
    bd += (q - s) * (q - s);
  }
  squares[0] = ac;
  squares[1] = ad;
  squares[2] = bc;
  squares[3] = bd;
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
      distances[offset + j] = -expm1(-distances[offset + j] / (roots[i] * roots[j]));
    }
  }
  return distances;
}
