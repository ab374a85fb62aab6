import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { principalComponents } from './principalComponents.ts';
import { separability } from './separability.ts';

/** Points that spread by `scales[k]` along axis k. */
function spreadPoints(seed: number, count: number, scales: readonly number[]): Float64Array {
  const random = createRandom(seed, 'points');
  return Float64Array.from(
    Array.from({ length: count }, () => scales.map((scale) => 3 + scale * random.normal())).flat(),
  );
}

describe('principal components', () => {
  const shapes = fc.record({
    seed: fc.nat(100_000),
    count: fc.integer({ min: 2, max: 12 }),
    features: fc.integer({ min: 1, max: 12 }),
  });

  it('keep all distances and variance where all are kept, of few classes and of many', () => {
    fc.assert(
      fc.property(shapes, ({ seed, count, features }) => {
        const scales = Array.from({ length: features }, (_, k) => 1 + k);
        const means = spreadPoints(seed, count, scales);
        const { dimensions, values, varianceKept } = principalComponents(
          means,
          count,
          features,
          12,
        );
        expect(dimensions).toBe(Math.min(count - 1, features));
        expect(varianceKept).toBeCloseTo(1, 9);
        const apart = (table: Float64Array, width: number, a: number, b: number) =>
          Math.hypot(
            ...Array.from({ length: width }, (_, k) => table[a * width + k] - table[b * width + k]),
          );
        for (let other = 1; other < count; other++) {
          const expected = apart(means, features, 0, other);
          expect(apart(values, dimensions, 0, other)).toBeCloseTo(expected, 8);
        }
      }),
    );
  });

  it('go along the axes of the largest spread, the largest coordinate positive', () => {
    const means = Float64Array.from([-9, 0, 0, 1, 0, -1, 7, 0, 1, 0, 0, 0]);
    for (const side of [1, -1]) {
      const turned = means.map((value) => side * value);
      const { values, varianceKept } = principalComponents(turned, 4, 3, 2);
      expect(varianceKept).toBeGreaterThan(0.98);
      for (const component of [0, 1]) {
        const column = [0, 1, 2, 3].map((index) => values[index * 2 + component]);
        expect(Math.max(...column)).toBe(Math.max(...column.map(Math.abs)));
        if (component === 0) expect(column[0]).toBeGreaterThan(8);
      }
    }
  });

  it('of many classes in many features are the same each time', () => {
    const scales = Array.from({ length: 300 }, (_, k) => (k < 6 ? 20 / (k + 1) : 0.5));
    const means = spreadPoints(2, 1000, scales);
    const iterated = principalComponents(means, 1000, 300, 4);
    expect(principalComponents(means, 1000, 300, 4)).toEqual(iterated);
    // Components are uncorrelated, and each holds the variance of the axis it was made along.
    for (let a = 0; a < 4; a++) {
      for (let b = a; b < 4; b++) {
        let product = 0;
        for (let row = 0; row < 1000; row++) {
          product += iterated.values[row * 4 + a] * iterated.values[row * 4 + b];
        }
        if (a === b) expect(product / 1000 / (20 / (a + 1)) ** 2).toBeCloseTo(1, 0);
        else expect(Math.abs(product)).toBeLessThan(1e-3 * 1000);
      }
    }
  });

  it('of means that are all the same are none', () => {
    const none = { dimensions: 0, values: new Float64Array(0), varianceKept: 1 };
    expect(principalComponents(new Float64Array(6).fill(2), 3, 2, 2)).toEqual(none);
    expect(principalComponents(Float64Array.of(1, 2), 1, 2, 2)).toEqual(none);
  });
});

describe('separability', () => {
  it('is the mean over pairs of squared distance by squared spreads', () => {
    const means = Float64Array.from([0, 0, 3, 4, 0, 2]);
    const spreads = Float64Array.from([1, 2, 0]);
    const expected = (25 / 5 + 4 / 1 + 13 / 4) / 3;
    expect(separability(means, spreads, [0, 1, 2])).toBeCloseTo(expected, 12);
    expect(separability(means, spreads, [0, 1])).toBe(5);
  });

  it('is unknown for a single class and for classes without spread', () => {
    expect(separability(Float64Array.of(1, 2), Float64Array.of(1, 1), [1])).toBeNull();
    expect(separability(Float64Array.of(1, 2), Float64Array.of(0, 0), [0, 1])).toBeNull();
  });
});
