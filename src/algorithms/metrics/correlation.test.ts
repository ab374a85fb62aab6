import fc from 'fast-check';
import { expect, it } from 'vitest';
import { correlation, correlationInterval } from './correlation.ts';

it('agrees with values known by hand', () => {
  expect(correlation([0, 1, 2], [0, 2, 4])).toBeCloseTo(1, 12);
  expect(correlation([0, 1, 2], [4, 2, 0])).toBeCloseTo(-1, 12);
  // Deviations (−1, 0, 1) and (−2, 1, 1): 3 / sqrt(2 · 6).
  expect(correlation([1, 2, 3], [1, 4, 4])).toBeCloseTo(3 / Math.sqrt(12), 12);
});

it('is none of fewer than three pairs, nor where nothing varies', () => {
  expect(correlation([], [])).toBeNull();
  expect(correlation([0, 1], [0, 2])).toBeNull();
  expect(correlation([0.8, 0.8, 0.8], [0, 2, 1])).toBeNull();
});

it('stays the same when both are scaled and moved', () => {
  const number = fc.integer({ min: 0, max: 20 });
  const pairs = fc.array(fc.tuple(number, number), { minLength: 3 });
  fc.assert(
    fc.property(pairs, (values) => {
      const [x, y] = [values.map(([first]) => first), values.map(([, second]) => second)];
      const plain = correlation(x, y);
      const moved = correlation(
        x.map((value) => 3 * value + 1),
        y.map((value) => 2 * value - 5),
      );
      if (plain === null || moved === null) expect(moved).toBe(plain);
      else expect(moved).toBeCloseTo(plain, 9);
    }),
  );
});

it('has Fisher’s interval', () => {
  // atanh 0.5 = 0.549306; 1.96 / sqrt(25) = 0.392.
  const [low, high] = correlationInterval(0.5, 28)!;
  expect(low).toBeCloseTo(Math.tanh(0.549306 - 0.392), 5);
  expect(high).toBeCloseTo(Math.tanh(0.549306 + 0.392), 5);
  expect(correlationInterval(1, 28)).toBeNull();
});
