/** Weights, adjustments and tree targets by hand, and where they are neutral. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difficultyWeights, effectiveNumberWeights } from './classWeights.ts';
import { logitAdjustments } from './logitAdjustments.ts';
import { hierarchicalCoefficients, softLabelShares } from './treeTargets.ts';

const sumOf = (values: Float64Array | readonly number[]) =>
  [...values].reduce((sum, value) => sum + value, 0);

describe('weights by the effective number of images', () => {
  it('by hand: β ½ and 1, 2 images give 1 and 2/3, scaled by 6/5', () => {
    const [one, two] = effectiveNumberWeights([1, 2], 0.5);
    expect(one).toBeCloseTo(1.2, 12);
    expect(two).toBeCloseTo(0.8, 12);
  });

  it('by hand: the authors’ β of 0.9999 on 500 and 5 images', () => {
    const effective = (n: number) => (1 - 0.9999 ** n) / 0.0001;
    const [many, few] = effectiveNumberWeights([500, 5], 0.9999);
    expect(few / many).toBeCloseTo(effective(500) / effective(5), 8);
  });

  it('are all 1 where β is 0, and have a mean of 1', () => {
    expect([...effectiveNumberWeights([7, 1, 900], 0)]).toEqual([1, 1, 1]);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 0.9999, noNaN: true }),
        (counts, beta) => {
          expect(sumOf(effectiveNumberWeights(counts, beta))).toBeCloseTo(counts.length, 6);
        },
      ),
    );
  });
});

describe('weights by difficulty', () => {
  it('by hand: errors ¼ and ½ with τ 2 weigh 1 to 4', () => {
    const [easy, hard] = difficultyWeights([0.75, 0.5], 2);
    expect([easy, hard]).toEqual([expect.closeTo(0.4, 12), expect.closeTo(1.6, 12)]);
  });

  it('are all 1 where τ is 0, nothing is wrong, or nothing is known yet', () => {
    expect([...difficultyWeights([1, 0.3, null], 0)]).toEqual([1, 1, 1]);
    expect([...difficultyWeights([1, 1], 1.5)]).toEqual([1, 1]);
    expect([...difficultyWeights([null, null], 1.5)]).toEqual([1, 1]);
  });
});

it('logits are adjusted by τ ln π: shares of ¾ and ¼', () => {
  const [large, small] = logitAdjustments([3, 1], 2);
  expect(large).toBeCloseTo(2 * Math.log(0.75), 12);
  expect(small).toBeCloseTo(2 * Math.log(0.25), 12);
  expect([...logitAdjustments([3, 1], 0)]).toEqual([0, 0]);
});

describe('a tree of {a, b}, {c}', () => {
  const levels = [{ groupCount: 2, groupOf: Int32Array.of(0, 0, 1) }];

  it('discounts choices by their depth: α = ln 2 gives λ of ½ and ¼', () => {
    const found = hierarchicalCoefficients(1, Math.log(2));
    expect(found).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.25, 12)]);
    expect(hierarchicalCoefficients(1, 0)).toEqual([0, 1]);
  });

  it('shares a label by distance: β = 2 ln 2 gives a ⁴⁄₇, b ²⁄₇, c ¹⁄₇', () => {
    const shares = softLabelShares(levels, 2 * Math.log(2));
    // By the levels shared: none, one, and the class itself.
    expect([...shares.subarray(0, 3)]).toEqual([1, 2, 4].map((n) => expect.closeTo(n / 7, 12)));
    // c has no sibling: itself and two classes at the root.
    expect([...shares.subarray(6)]).toEqual([1, 2, 4].map((n) => expect.closeTo(n / 6, 12)));
  });

  it('is certain of the label where β is large', () => {
    const shares = softLabelShares(levels, 200);
    expect(shares[2]).toBeCloseTo(1, 12);
    expect(shares[0] + shares[1]).toBeLessThan(1e-12);
  });
});
