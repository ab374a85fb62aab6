import { expect, it } from 'vitest';
import { classesOwnShare, isFlatSoftmax } from './flatSoftmax.ts';

const epoch = (levelWeights: number[], levelShares: number[]) => ({ levelWeights, levelShares });

it('a mixture is flat above 0.95 by θ or by mean share, and not at it', () => {
  expect(isFlatSoftmax(epoch([0.01, 0.02, 0.97], [0.1, 0.3, 0.6]))).toBe(true);
  expect(isFlatSoftmax(epoch([0.3, 0.3, 0.4], [0.01, 0.01, 0.98]))).toBe(true);
  expect(isFlatSoftmax(epoch([0.05, 0.95], [0.05, 0.95]))).toBe(false);
  expect(classesOwnShare(epoch([0.3, 0.7], [0.2, 0.8]))).toBe(0.8);
});

it('a run without groups, or not measured yet, has nothing to come down from', () => {
  expect(isFlatSoftmax(epoch([1], [1]))).toBe(false);
  expect(isFlatSoftmax(undefined)).toBe(false);
});
