import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holmAdjusted } from './holm.ts';

it('has the values of R’s p.adjust and of stdlib 0.2', () => {
  expect(holmAdjusted([0.01, 0.02, 0.03, 0.04, 0.05])).toEqual(
    [0.05, 0.08, 0.09, 0.09, 0.09].map((p) => expect.closeTo(p, 14)),
  );
  const ps = [0.993, 0.0008, 0.165, 0.009, 0.205, 0.396, 0.45, 0.641, 0.781, 0.9];
  const expected = [1, 0.008, 1, 0.081, 1, 1, 1, 1, 1, 1];
  expect(holmAdjusted(ps)).toEqual(expected.map((p) => expect.closeTo(p, 14)));
  expect(holmAdjusted([])).toEqual([]);
});

it('rejects what Holm’s steps reject: from the smallest on, until one is too large', () => {
  const level = 0.05;
  const ps = fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { maxLength: 12 });
  fc.assert(
    fc.property(ps, (given) => {
      const sorted = given.toSorted((a, b) => a - b);
      const firstKept = sorted.findIndex((p, place) => p * (sorted.length - place) > level);
      const rejected = firstKept === -1 ? sorted.length : firstKept;
      const adjusted = holmAdjusted(given);
      expect(adjusted.filter((p) => p <= level)).toHaveLength(rejected);
      expect(adjusted.every((p, index) => p >= given[index] && p <= 1)).toBe(true);
    }),
  );
});
