import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { adjustedRand } from './adjustedRand.ts';
import { meanInterval, pairedDifference } from './meanInterval.ts';
import { predictedClasses, topClasses } from './predictions.ts';
import { twoSidedProbability, twoSidedQuantile } from './studentT.ts';

describe('the adjusted Rand index', () => {
  it('has the values of other implementations', () => {
    expect(adjustedRand([0, 0, 1, 1], [1, 1, 0, 0])).toBe(1);
    expect(adjustedRand([0, 0, 1, 2], [0, 0, 1, 1])).toBeCloseTo(0.5714285714285714, 12);
    expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
    expect(adjustedRand([0, 0, 0, 0], [0, 0, 0, 0])).toBe(1);
    expect(adjustedRand([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0);
  });

  it('is 0 on average for groupings that have nothing to do with one another', () => {
    const random = createRandom(6, 'groupings');
    const draw = () => Array.from({ length: 40 }, () => random.integer(4));
    const values = Array.from({ length: 400 }, () => adjustedRand(draw(), draw()));
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / 400)).toBeLessThan(0.01);
  });

  it('does not depend on names or on the order of the two', () => {
    const labels = fc.array(fc.nat(4), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(labels, fc.infiniteStream(fc.nat(4)), (a, stream) => {
        const b = a.map(() => stream.next().value as number);
        const renamed = a.map((label) => (label * 3 + 1) % 5);
        expect(adjustedRand(b, a)).toBeCloseTo(adjustedRand(a, b), 12);
        expect(adjustedRand(renamed, b)).toBeCloseTo(adjustedRand(a, b), 12);
      }),
    );
  });
});

describe('Student’s t', () => {
  it.each([
    [1, 12.706204736],
    [2, 4.3026527297],
    [4, 2.7764451052],
    [9, 2.2621571628],
    [30, 2.0422724563],
    [1000, 1.9623390808],
  ])('with %i degrees of freedom has the tables’ 95%% quantile', (degrees, quantile) => {
    expect(twoSidedQuantile(0.05, degrees)).toBeCloseTo(quantile, 8);
    expect(twoSidedProbability(quantile, degrees)).toBeCloseTo(0.05, 10);
    expect(twoSidedProbability(0, degrees)).toBeCloseTo(1, 12);
  });

  it('with one degree of freedom is Cauchy’s distribution', () => {
    for (const t of [0.1, 0.5, 1, 3, 50]) {
      expect(twoSidedProbability(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12);
    }
  });
});

describe('intervals over runs', () => {
  it('are mean and 95% interval', () => {
    const { mean, low, high, count } = meanInterval([0.1, 0.2, 0.3]);
    expect([mean, count]).toEqual([expect.closeTo(0.2, 12), 3]);
    expect(high! - mean).toBeCloseTo((4.3026527297 * 0.1) / Math.sqrt(3), 8);
    expect(mean - low!).toBeCloseTo(high! - mean, 12);
  });

  it('cannot be told of one run, and there is none of no run', () => {
    expect(meanInterval([0.5])).toEqual({ mean: 0.5, low: null, high: null, count: 1 });
    expect(() => meanInterval([])).toThrow('There is no run');
  });

  it('test pairs of runs by their differences', () => {
    const { mean, p, low, high } = pairedDifference([5, 7, 9, 8], [4, 6, 5, 8]);
    // Differences 1, 1, 4, 0: t = 1.5 / (√3 / 2) = √3 with 3 degrees of freedom.
    expect(mean).toBe(1.5);
    expect(p).toBeCloseTo(twoSidedProbability(Math.sqrt(3), 3), 12);
    expect(p).toBeCloseTo(0.18169, 4);
    expect(low!).toBeLessThan(0);
    expect(high!).toBeGreaterThan(3);
    expect(pairedDifference([1, 2], [1, 2])).toMatchObject({ mean: 0, low: 0, high: 0, p: null });
    expect(pairedDifference([2, 3], [1, 2])).toMatchObject({ mean: 1, p: null });
    // 0.3 − 0.2 and 0.4 − 0.3 are two numbers, and one difference.
    expect(pairedDifference([0.3, 0.4, 0.5], [0.2, 0.3, 0.4]).p).toBeNull();
    expect(pairedDifference([2], [1]).p).toBeNull();
    expect(() => pairedDifference([1], [1, 2])).toThrow(RangeError);
  });
});

describe('a paired t test', () => {
  it('of Student’s soporific drugs (1908) has the values of R', () => {
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const { mean, low, high, p, count } = pairedDifference(first, second);
    expect([mean, count]).toEqual([expect.closeTo(-1.58, 12), 10]);
    expect([low, high]).toEqual([
      expect.closeTo(-2.459885763276983, 9),
      expect.closeTo(-0.7001142367230175, 9),
    ]);
    expect(p).toBeCloseTo(0.002832890197384273, 12);
  });
});

describe('top classes', () => {
  it('are the highest scores in order, ties to the lower class', () => {
    const scores = Float32Array.from([0.2, 0.5, 0.2, 0.1, 0, 0, 0, 0]);
    expect([...topClasses(scores, 4, 3)]).toEqual([1, 0, 2, 0, 1, 2]);
    expect([...topClasses(scores, 4, 9)]).toEqual([1, 0, 2, 3, 0, 1, 2, 3]);
  });

  it('are what sorting gives, and begin with the prediction', () => {
    const rows = fc.array(fc.array(fc.nat(6), { minLength: 5, maxLength: 5 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), (scores, ranks) => {
        const flat = Float64Array.from(scores.flat());
        const expected = scores.flatMap((row) =>
          [...row.keys()].sort((a, b) => row[b] - row[a] || a - b).slice(0, ranks),
        );
        expect([...topClasses(flat, 5, ranks)]).toEqual(expected);
        expect(topClasses(flat, 5, 1)).toEqual(predictedClasses(flat, 5));
      }),
    );
  });
});
