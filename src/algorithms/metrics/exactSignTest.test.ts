import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSignTest } from './exactSignTest.ts';

/** The same number by counting outcomes exactly. */
function countedSignTest(first: number, second: number): number {
  const coins = first + second;
  const fewer = Math.min(first, second);
  let choose = 1n;
  let tail = 0n;
  for (let heads = 0; heads <= fewer; heads++) {
    tail += choose;
    choose = (choose * BigInt(coins - heads)) / BigInt(heads + 1);
  }
  const outcomes = 2n ** BigInt(coins);
  const scaled = (2n * tail * 10n ** 18n) / outcomes;
  return Math.min(1, Number(scaled) / 1e18);
}

describe('exactSignTest', () => {
  it('agrees with values known by hand', () => {
    expect(exactSignTest(0, 0)).toBe(1);
    expect(exactSignTest(3, 3)).toBe(1);
    expect(exactSignTest(5, 0)).toBeCloseTo(2 / 32, 14);
    expect(exactSignTest(8, 2)).toBeCloseTo(112 / 1024, 14);
    expect(exactSignTest(1, 9)).toBeCloseTo(22 / 1024, 14);
    // Far out in the tail, where a sum that starts at its smallest term would lose digits.
    expect(exactSignTest(59, 6) / countedSignTest(59, 6)).toBeCloseTo(1, 6);
  });

  it('is McNemar’s exact test: the president’s approval (Agresti 1990), as in SciPy 1.17', () => {
    expect(exactSignTest(86, 150) / 3.7159361395713866e-5).toBeCloseTo(1, 10);
    expect(exactSignTest(5, 21)).toBeCloseTo(0.002493917942047119, 14);
  });

  it('holds for many images, near the normal approximation', () => {
    // z with continuity correction: 199 / sqrt(10200) = 1.9704, two-sided p 0.04879.
    expect(exactSignTest(5000, 5200)).toBeCloseTo(0.0488, 4);
    expect(exactSignTest(0, 3000)).toBeGreaterThanOrEqual(0);
    expect(exactSignTest(0, 3000)).toBeLessThan(1e-300);
  });

  it('equals counting, is a probability, and knows no sides', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (first, second) => {
        const p = exactSignTest(first, second);
        expect(p).toBeCloseTo(countedSignTest(first, second), 12);
        expect(p).toBe(exactSignTest(second, first));
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });
});
