import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardedSlices, longestDispatch, neededSlices, slicesOf } from './slices.ts';

describe('slices of a dispatch', () => {
  it('have every group once, in order, and none more than the limit', () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 200_000 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 65_535 }).map((limit) => Math.max(limit, 5000)),
    );
    fc.assert(
      fc.property(sizes, ([groups, wanted, limit]) => {
        let next = 0;
        for (const { first, count } of slicesOf(groups, wanted, limit)) {
          expect(first).toBe(next);
          expect(count).toBeGreaterThan(0);
          expect(count).toBeLessThanOrEqual(limit);
          next += count;
        }
        expect(next).toBe(groups);
      }),
    );
  });

  it('are as many as the time asks for', () => {
    expect(neededSlices(3)).toBe(1);
    expect(neededSlices(longestDispatch)).toBe(1);
    expect(neededSlices(longestDispatch + 1)).toBe(2);
    expect(neededSlices(10 * longestDispatch)).toBe(10);
  });

  it('guard large dispatches that have not been timed', () => {
    expect(guardedSlices(1000)).toBe(1);
    expect(guardedSlices(2 ** 18)).toBe(1);
    expect(guardedSlices(2 ** 20)).toBe(4);
  });
});
