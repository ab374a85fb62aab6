import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hardAndEasy, hardestFirst, harmonicMeanRecall, worstClass } from './hardClasses.ts';

describe('the hardest fifth and the easier half', () => {
  it('are ranked on one split and measured on the other', () => {
    // Hardest first on validation: 3 (0.1), 1 (0.4), 0 (0.5), 4 (0.6), 2 (0.9), 5 (1).
    const validation = [0.5, 0.4, 0.9, 0.1, 0.6, 1];
    const test = [0.6, 0.3, 0.8, 0.2, 0.75, 0.7];
    expect(hardAndEasy(validation, test)).toEqual({
      // ⌈6/5⌉ = 2 classes, 3 and 1; ⌊6/2⌋ = 3 classes, 4, 2 and 5.
      hardestFifth: (0.2 + 0.3) / 2,
      hardestClasses: [3, 1],
      easierHalf: (0.75 + 0.8 + 0.7) / 3,
    });
  });

  it('give ties to the lower class index', () => {
    expect(hardestFirst([0.5, 0.2, 0.5, 0.2])).toEqual([1, 3, 0, 2]);
    const { hardestClasses, easierHalf } = hardAndEasy([1, 1, 1, 1, 1], [0.1, 0.2, 0.3, 0.4, 0.6]);
    expect(hardestClasses).toEqual([0]);
    expect(easierHalf).toBe(0.5);
  });

  it('leave out classes that have no images in either split', () => {
    const { hardestClasses, easierHalf } = hardAndEasy([null, 0.1, 0.2, 0.9], [0.5, null, 0.25, 1]);
    expect(hardestClasses).toEqual([2]);
    expect(easierHalf).toBe(1);
    const none = { hardestFifth: null, hardestClasses: [], easierHalf: null };
    expect(hardAndEasy([null], [0.5])).toEqual(none);
    expect(hardAndEasy([0.3], [0.5])).toEqual({ ...none, hardestFifth: 0.5, hardestClasses: [0] });
  });

  it('never share a class, and have ⌈N/5⌉ and ⌊N/2⌋ of them', () => {
    const accuracies = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(accuracies, (accuracy) => {
        const count = accuracy.length;
        const order = hardestFirst(accuracy);
        const { hardestClasses, easierHalf, hardestFifth } = hardAndEasy(accuracy, accuracy);
        const easiest = order.slice(-Math.floor(count / 2));
        expect(hardestClasses).toHaveLength(Math.ceil(count / 5));
        expect(hardestClasses.filter((index) => easiest.includes(index))).toEqual([]);
        expect(hardestFifth).toBeLessThanOrEqual((easierHalf ?? 0) + 1e-12);
      }),
    );
  });
});

describe('the worst class', () => {
  it('is the one with the least accuracy, the lower index of two', () => {
    expect(worstClass([0.5, null, 0.25, 0.25])).toEqual({ index: 2, accuracy: 0.25 });
    expect(worstClass([null])).toBeNull();
  });
});

describe('the harmonic mean of recalls', () => {
  it('is N over the sum of their inverses', () => {
    // 3 / (2 + 4 + 1) = 3/7.
    expect(harmonicMeanRecall([0.5, 0.25, null, 1])).toBeCloseTo(3 / 7, 15);
    expect(harmonicMeanRecall([0.9, 0])).toBe(0);
    expect(harmonicMeanRecall([null])).toBeNull();
  });

  it('lies between the least recall and the arithmetic mean', () => {
    const recalls = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(recalls, (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const harmonic = harmonicMeanRecall(values) ?? Number.NaN;
        expect(harmonic).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
        expect(harmonic).toBeLessThanOrEqual(mean + 1e-12);
      }),
    );
  });
});
