import { expect, it } from 'vitest';
import { nearestFeatures } from './nearestFeatures.ts';

const known = [Float32Array.of(1, 0, 0, 1, 2, 0), Float32Array.of(1, 1, -1)];

it('takes the direction of features, not their length, of every network alike', () => {
  const near = nearestFeatures(known, [Float32Array.of(3, 0), Float32Array.of(5)], 3);
  expect(near.map(({ place }) => place)).toEqual([0, 1, 2]);
  expect(near.map(({ distance }) => distance)).toEqual([0, 0.5, 1]);
});

it('gives as many as are wanted, the earlier of equals first, and knows no direction of nothing', () => {
  const near = nearestFeatures([Float32Array.of(0, 2, 2)], [Float32Array.of(1)], 2);
  expect(near).toEqual([
    { place: 1, distance: 0 },
    { place: 2, distance: 0 },
  ]);
  expect(nearestFeatures([Float32Array.of(0)], [Float32Array.of(1)], 1)[0].distance).toBe(1);
});
