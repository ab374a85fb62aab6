import { expect, it } from 'vitest';
import type { GeometryState } from '../../spec/run/runState.ts';
import { planeShare } from './planeShare.ts';

const geometry: GeometryState = {
  epoch: 3,
  dimensions: 2,
  varianceKept: 0.8,
  means: [0, 0, 3, 4, 0, 1, 6, 0],
  spreads: [1, 2, 1, 0],
};

it('is the share of the variance in the plane of the first two components', () => {
  expect(planeShare(geometry)).toBeCloseTo(0.8, 12);
  // Variances 2, 0 and 2 of three components: half of what was kept.
  const deep = { ...geometry, dimensions: 3, means: [1, 0, 1, -1, 0, -1] };
  expect(planeShare(deep)).toBeCloseTo(0.4, 12);
});
