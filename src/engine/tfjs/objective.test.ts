/** What a batch's objective asks of its images: whose share of the gradient is how large. */
import { describe, expect, it } from 'vitest';
import { objectiveWeights } from '../../algorithms/complementary/objectiveWeights.ts';
import { createRandom, permutation } from '../../lib/random.ts';
import type { Objective } from '../engine.ts';
import { BatchTargets } from './objective.ts';

const counts = [60, 20, 5, 1];
const importance = Float64Array.of(0.1, 0.2, 0.3, 0.4);
const total = 86;

/** The share of each class in the factors of all images, in an epoch of batches of one size. */
function sharesIn(objective: Objective, batchSize: number): number[] {
  const labels = Int32Array.from(counts.flatMap((count, l) => Array(count).fill(l)));
  const order = permutation(total, createRandom(7, 'order'));
  const { own } = objectiveWeights('likelihood-balanced', importance, counts);
  const batch = new BatchTargets(objective, batchSize, counts.length);
  const sums = counts.map(() => 0);
  for (let start = 0; start < total; start += batchSize) {
    const drawn = Int32Array.from(order.slice(start, start + batchSize), (at) => labels[at]);
    batch.fill({ labels: drawn }, { right: own, wrong: own });
    for (const [image, label] of drawn.entries()) sums[label] += batch.targets.right[image];
  }
  const all = sums.reduce((sum, value) => sum + value, 0);
  return sums.map((sum) => sum / all);
}

describe('the balanced likelihood', () => {
  it.each([1, 2, 43, 86])('gives each class the share ϕ asks for, in batches of %i', (size) => {
    const shares = sharesIn({ kind: 'mean-likelihood' }, size);
    expect(shares).toHaveLength(4);
    for (const [l, share] of shares.entries()) expect(share).toBeCloseTo(importance[l], 6);
  });

  it('would not if it divided by the batch’s sum of weights: in batches of one only sizes count', () => {
    const shares = sharesIn({ kind: 'weighted-likelihood' }, 1);
    for (const [l, share] of shares.entries()) expect(share).toBeCloseTo(counts[l] / total, 6);
  });
});
