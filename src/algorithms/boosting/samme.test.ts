import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classShares,
  effectiveImages,
  equalImageWeights,
  learnerError,
  learnerOf,
  updateImageWeights,
} from './samme.ts';

describe('SAMME on a case computed by hand', () => {
  // Five images of three classes; the first network is wrong on one, the second on another.
  const labels = [0, 0, 1, 1, 2];
  const first = [0, 0, 1, 2, 2];
  const second = [1, 0, 1, 1, 2];

  it('has error 1/5, vote ln 4 + ln 2, and gives the wrong image eight parts of twelve', () => {
    const weights = equalImageWeights(5);
    const error = learnerError(weights, first, labels);
    expect(error).toBeCloseTo(1 / 5, 15);
    const learner = learnerOf(error, 3);
    expect(learner.vote).toBeCloseTo(Math.log(4) + Math.log(2), 14);
    expect(learner).toMatchObject({ isReset: false, isHeld: false });
    const next = updateImageWeights(weights, first, labels, learner);
    const parts = [1, 1, 1, 8, 1].map((part) => part / 12);
    for (const [image, weight] of next.entries()) expect(weight).toBeCloseTo(parts[image], 14);

    const error2 = learnerError(next, second, labels);
    expect(error2).toBeCloseTo(1 / 12, 14);
    const learner2 = learnerOf(error2, 3);
    expect(learner2.vote).toBeCloseTo(Math.log(11) + Math.log(2), 13);
    const last = updateImageWeights(next, second, labels, learner2);
    const parts2 = [22, 1, 1, 8, 1].map((part) => part / 33);
    for (const [image, weight] of last.entries()) expect(weight).toBeCloseTo(parts2[image], 13);
    expect(effectiveImages(last)).toBeCloseTo(33 ** 2 / (22 ** 2 + 8 ** 2 + 3), 10);
    const shares = classShares(last, labels, 3);
    const means = [23 / 2, 9 / 2, 1].map((mean) => mean / 17);
    for (const [index, share] of shares.entries()) expect(share).toBeCloseTo(means[index], 13);
  });

  it('gives no vote to a network of error 1 − 1/N or more, and starts the weights anew', () => {
    const weights = Float64Array.of(0.7, 0.1, 0.1, 0.05, 0.05);
    const learner = learnerOf(1 - 1 / 3, 3);
    expect(learner).toEqual({ vote: 0, factor: 1, isReset: true, isHeld: false });
    expect(updateImageWeights(weights, second, labels, learner)).toEqual(equalImageWeights(5));
    expect(learnerOf(0.66, 3).isReset).toBe(false);
  });

  it('holds an error of 0 at a millionth', () => {
    const learner = learnerOf(0, 3);
    expect(learner.isHeld).toBe(true);
    expect(learner.vote).toBeCloseTo(Math.log(999_999) + Math.log(2), 12);
  });
});

describe('any weights', () => {
  const cases = fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 40 }))
    .chain(([classes, images]) => {
      const ofImages = (most: number) =>
        fc.array(fc.integer({ min: 0, max: most }), { minLength: images, maxLength: images });
      return fc.record({
        classes: fc.constant(classes),
        labels: ofImages(classes - 1),
        predicted: ofImages(classes - 1),
        raw: ofImages(1000),
      });
    })
    .filter(({ raw }) => raw.some((value) => value > 0));

  it('sum to 1 after an update, and put half on what the network got wrong among two classes', () => {
    fc.assert(
      fc.property(cases, ({ classes, labels, predicted, raw }) => {
        const total = raw.reduce((sum, value) => sum + value, 0);
        const weights = Float64Array.from(raw, (value) => value / total);
        const error = learnerError(weights, predicted, labels);
        const learner = learnerOf(error, classes);
        const next = updateImageWeights(weights, predicted, labels, learner);
        expect(next.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        expect(classShares(next, labels, classes).reduce((sum, w) => sum + w, 0)).toBeCloseTo(1);
        expect(effectiveImages(next)).toBeLessThan(labels.length + 1e-6);
        if (learner.isReset || learner.isHeld) return;
        // e·(N − 1)/e·(1 − e) against 1 − e: the wrong images are left with (N − 1)/N of the weight.
        const wrong = learnerError(next, predicted, labels);
        expect(wrong).toBeCloseTo((classes - 1) / classes, 9);
      }),
    );
  });
});
