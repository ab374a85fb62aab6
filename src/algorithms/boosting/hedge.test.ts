import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hedge, hedgeRate, learntClasses, unlearntWeight } from './hedge.ts';

describe('Hedge over classes, by hand', () => {
  it('counts a class as learnt from the threshold on', () => {
    expect(learntClasses([0.9, 0.899, 1], 0.9)).toEqual([true, false, true]);
  });

  it('halves the weight of classes learnt at a rate of ln 2', () => {
    // η = √(8 ln N / T) = ln 2.
    expect(hedgeRate(2, (8 * Math.log(2)) / Math.log(2) ** 2)).toBeCloseTo(Math.log(2), 14);
    const learnt = [true, false, true, false];
    const weights = Float64Array.of(0.25, 0.25, 0.25, 0.25);
    expect(unlearntWeight(weights, learnt)).toBe(0.5);
    const next = hedge(weights, learnt, Math.log(2));
    const parts = [1, 2, 1, 2].map((part) => part / 6);
    for (const [index, weight] of next.entries()) expect(weight).toBeCloseTo(parts[index], 14);
    const last = hedge(next, [true, true, false, false], Math.log(2));
    const parts2 = [1, 2, 2, 4].map((part) => part / 9);
    for (const [index, weight] of last.entries()) expect(weight).toBeCloseTo(parts2[index], 14);
  });
});

it('keeps a sum of 1, and the order of classes that fare alike', () => {
  const learnt = fc.array(fc.boolean(), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(learnt, fc.double({ min: 0.01, max: 3, noNaN: true }), (ofClasses, rate) => {
      const start = new Float64Array(ofClasses.length).fill(1 / ofClasses.length);
      const next = hedge(start, ofClasses, rate);
      expect(next.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      const [yes, no] = [true, false].map((is) => next.filter((_, at) => ofClasses[at] === is));
      for (const one of yes) for (const other of no) expect(one).toBeLessThan(other);
    }),
  );
});
