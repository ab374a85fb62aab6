/** WGSL for a row of logits that a group's lanes share. */
import { exchangeFor, laneTree } from './laneTree.ts';
import type { Exchange } from './shader.ts';

const maxLanes = 64;

/** Lanes that share a row: a power of 2, some eight values each. */
export function lanesFor(width: number): number {
  let lanes = 1;
  while (lanes < maxLanes && lanes * 8 < width) lanes *= 2;
  return lanes;
}

/** Groups of as many lanes as share a row, one group a row. */
export function rowGroups(rows: number, lanes: number) {
  return { groups: rows, groupSize: lanes, exchange: exchangeFor({ from: 1, to: lanes }) };
}

/**
 * Sums and maxima over the lanes of a group, the same in all lanes, and what is taken from each
 * logit of a row to have its ln p. Needs the constants `lanes` and `width` and the array `logits`.
 */
export function overLanes({ groupSize, exchange }: { groupSize: number; exchange: Exchange }) {
  const tree = (name: string, join: string) =>
    laneTree({ name, type: 'f32', join, isShared: true, from: 1, to: groupSize, exchange });
  return `
    ${tree('sumOverLanes', 'low + high')}
    ${tree('largestOverLanes', 'max(low, high)')}
    fn shiftOf(start : u32, lane : u32, subgroup : u32) -> f32 {
      var own = logits[start];
      for (var l = lane; l < width; l += lanes) { own = max(own, logits[start + l]); }
      let largest = largestOverLanes(own, lane, subgroup);
      var sum = 0.0;
      for (var l = lane; l < width; l += lanes) { sum += exp(logits[start + l] - largest); }
      return largest + log(sumOverLanes(sum, lane, subgroup));
    }
  `;
}
