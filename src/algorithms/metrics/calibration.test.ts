import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibration, confidences } from './calibration.ts';

const of = (confidence: number[], isRight: boolean[], bins?: number) =>
  calibration(
    Float64Array.from(confidence),
    Int32Array.from(isRight, () => 1),
    Int32Array.from(isRight, (right) => (right ? 1 : 0)),
    bins,
  );

describe('the expected calibration error', () => {
  it('is what a sheet of paper gives', () => {
    // Two bins. (0, ½]: 0.3 wrong, 0.5 right: accuracy ½, confidence 0.4, gap 0.1 of 2 images.
    // (½, 1]: 0.6 wrong, 0.8 right, 1 right: accuracy ⅔, confidence 0.8, gap 2/15 of 3 images.
    const facts = of([0.3, 0.5, 0.6, 0.8, 1], [false, true, false, true, true], 2);
    expect(facts.ece).toBeCloseTo((2 / 5) * 0.1 + (3 / 5) * (2 / 15), 14);
    expect(facts.bins[0]).toEqual({ images: 2, confidence: 0.4, accuracy: 0.5 });
    expect(facts.bins[1].confidence).toBeCloseTo(0.8, 14);
    expect(facts.bins[1].accuracy).toBeCloseTo(2 / 3, 14);
    expect(facts.rightConfidence).toBeCloseTo((0.5 + 0.8 + 1) / 3, 14);
    expect(facts.wrongConfidence).toBeCloseTo(0.45, 14);
  });

  it('has 15 bins, each closed at its upper end', () => {
    const { bins } = of([0, 1 / 15, 1 / 15 + 1e-9, 14 / 15, 1], [true, true, true, true, true]);
    expect(bins.map(({ images }) => images)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(bins[2]).toEqual({ images: 0, confidence: null, accuracy: null });
  });

  it('is unknown without images', () => {
    expect(of([], [])).toMatchObject({ ece: null, rightConfidence: null, wrongConfidence: null });
  });

  it('is at least the gap between all accuracy and all confidence, and at most 1', () => {
    const image = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean());
    fc.assert(
      fc.property(fc.array(image, { minLength: 1 }), (images) => {
        const { ece, bins } = of(
          images.map(([value]) => value),
          images.map(([, right]) => right),
        );
        const accuracy = images.filter(([, right]) => right).length / images.length;
        const confidence = images.reduce((sum, [value]) => sum + value, 0) / images.length;
        expect(ece).toBeGreaterThanOrEqual(Math.abs(accuracy - confidence) - 1e-12);
        expect(ece).toBeLessThanOrEqual(1 + 1e-12);
        expect(bins.reduce((sum, bin) => sum + bin.images, 0)).toBe(images.length);
      }),
    );
  });
});

describe('confidence', () => {
  it('is the probability of the class an image is read as, within [0, 1]', () => {
    const probabilities = Float64Array.of(0.25, 0.75, 1.0000001, 0);
    expect([...confidences(probabilities, Int32Array.of(1, 0))]).toEqual([0.75, 1]);
  });
});
