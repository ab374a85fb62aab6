import { expect, test } from 'vitest';
import { errorLadder, linearScale, stepUp, ticksOf } from './scale.ts';

test('a scale runs straight between its ends, also downwards', () => {
  const scale = linearScale({ min: 1, max: 3 }, 100, 0);
  expect([scale(1), scale(2), scale(3)]).toEqual([100, 50, 0]);
});

test('ticks are round numbers within the domain', () => {
  expect(ticksOf({ min: 0.68, max: 1.9 }, 6)).toEqual([0.8, 1, 1.2, 1.4, 1.6, 1.8]);
  expect(ticksOf({ min: 0, max: 1 }, 2)).toEqual([0, 0.5, 1]);
  expect(ticksOf({ min: 0, max: 0.3 }, 3)).toEqual([0, 0.1, 0.2, 0.3]);
});

test('limits only rise with the greatest value', () => {
  let before = 0;
  for (let error = 0; error <= 1; error += 0.01) {
    const limit = stepUp(error, errorLadder);
    expect(limit).toBeGreaterThanOrEqual(Math.max(before, error - 1e-9));
    before = limit;
  }
  expect(stepUp(2e6, [1, 2])).toBe(2e6);
});
