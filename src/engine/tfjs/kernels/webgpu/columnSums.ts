/** Sums over the rows of a matrix, in an order that its shape alone decides. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { exchangeFor, type Joining, laneTree } from './laneTree.ts';
import { createTensor, lanesOf, runShader, typeOf, vectorView } from './shader.ts';

const groupSize = 64;
/** Columns (or fours of them) side by side in a group; the group's other lanes are rows. */
const maxWide = 8;
/** Rows that one lane adds before the rest of the sum is left to a second pass. */
const rowsOfLane = 64;
const maxParts = 256;

/** How the lanes of a group share a matrix: lanes = `wide` columns × `deep` rows. */
export function layoutOf(columns: number): { wide: number; deep: number } {
  let wide = 1;
  while (wide < columns && wide < maxWide) wide *= 2;
  return { wide, deep: groupSize / wide };
}

const codeOf = (joining: Pick<Joining, 'from' | 'to' | 'exchange'>) => `
  ${laneTree({ name: 'sumOfLanes', type: 'V', join: 'low + high', isShared: false, ...joining })}
  fn run(group : u32, lane : u32, subgroup : u32) {
    let part = group % parts;
    let column = group / parts * wide + lane % wide;
    let own = lane / wide;
    var sum = V();
    if (column < columns) {
      for (var row = part * deep + own; row < rows; row += parts * deep) {
        sum += x[row * columns + column];
      }
    }
    sum = sumOfLanes(sum, lane, subgroup);
    if (own == 0u && column < columns) { result[part * columns + column] = sum; }
  }
`;

/**
 * Sum of each column of the values of `x`, taken as rows of as many values as `shape` has; the
 * result has that shape. In one pass, or in two where there are many rows.
 */
export function columnSums<T extends Tensor>(x: Tensor, shape: readonly number[]): T {
  const length = shape.reduce((product, count) => product * count, 1);
  const lanes = lanesOf(length);
  const columns = length / lanes;
  const rows = x.size / length;
  const { wide, deep } = layoutOf(columns);
  const span = { from: wide, to: groupSize };
  const exchange = exchangeFor(span);
  const parts = Math.min(maxParts, Math.ceil(rows / (rowsOfLane * deep)));
  const result = createTensor<T>(parts === 1 ? shape : [parts, length]);
  runShader({
    name: 'columnSums',
    constants: { rows, columns, parts, wide, deep },
    reads: { x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { groups: parts * Math.ceil(columns / wide), groupSize, exchange },
    code: () => `alias V = ${typeOf(lanes)}; ${codeOf({ ...span, exchange })}`,
  });
  if (parts === 1) return result;
  const sum = columnSums<T>(result, shape);
  result.dispose();
  return sum;
}

export const webgpuColumnSums = {
  biasGradient: (dy) => columnSums<Tensor1D>(dy, [dy.shape[dy.rank - 1]]),
} satisfies Partial<Kernels>;
