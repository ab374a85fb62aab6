import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedRankTest } from './signedRank.ts';

/** Sum of positive ranks for every choice of signs, counted one by one. */
function countedP(differences: readonly number[]): number {
  const sizes = differences
    .filter((d) => d !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b);
  const ranks = sizes.map((size) => (sizes.indexOf(size) + 1 + sizes.lastIndexOf(size) + 1) / 2);
  const { positive, negative } = signedRankTest(differences);
  let atMost = 0;
  for (let signs = 0; signs < 2 ** ranks.length; signs++) {
    const sum = ranks.reduce((all, rank, bit) => all + ((signs >> bit) & 1 ? rank : 0), 0);
    if (sum <= Math.min(positive, negative)) atMost++;
  }
  return Math.min(1, (2 * atMost) / 2 ** ranks.length);
}

describe('Wilcoxon’s signed-rank test', () => {
  it('of Darwin’s plants of maize (Fisher 1935) has the value of SciPy 1.17 and R', () => {
    const eighths = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
    const { positive, negative, p } = signedRankTest(eighths);
    expect([positive, negative]).toEqual([96, 24]);
    expect(p).toBeCloseTo(0.041259765625, 14);
  });

  it('of depression before and after (Hollander & Wolfe 1973) has R’s V and p', () => {
    const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    const { positive, p } = signedRankTest(before.map((value, index) => value - after[index]));
    expect(positive).toBe(40);
    expect(p).toBeCloseTo(0.0390625, 14);
  });

  it('with ties and a pair alike has the value of SciPy’s permutations', () => {
    const { negative, pairs, p } = signedRankTest([1, 1, -1, 2, 2, -3, 4, 0, 5, 5]);
    expect([negative, pairs]).toEqual([8, 9]);
    expect(p).toBeCloseTo(0.08203125, 14);
  });

  it('of many pairs is exact still', () => {
    const differences = Array.from(
      { length: 60 },
      (_, k) => (k + 1) * (k % 2 === 0 ? 1 : -1) * (k % 7 === 0 ? -1 : 1),
    );
    const { positive, negative, p } = signedRankTest(differences);
    expect(Math.min(positive, negative)).toBe(871);
    expect(p).toBeCloseTo(0.7505463729949061, 12);
  });

  it('finds nothing where no pair differs', () => {
    expect(signedRankTest([])).toEqual({ positive: 0, negative: 0, pairs: 0, p: 1 });
    expect(signedRankTest([0, 0]).p).toBe(1);
  });

  it('equals counting every choice of signs, and knows no sides', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 9 }), (differences) => {
        const { p } = signedRankTest(differences);
        expect(p).toBeCloseTo(countedP(differences), 12);
        expect(signedRankTest(differences.map((d) => -d)).p).toBe(p);
      }),
    );
  });
});
