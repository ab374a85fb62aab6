import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disagreement, rescuedShares } from './members.ts';

describe('disagreement', () => {
  it('is the share of images read differently, averaged over pairs', () => {
    // First and second differ in 1 of 4 images, first and third in 2, second and third in 2.
    const members = [
      [0, 1, 2, 2],
      [0, 1, 2, 0],
      [0, 1, 1, 1],
    ];
    expect(disagreement(members)).toBeCloseTo((1 / 4 + 2 / 4 + 2 / 4) / 3, 14);
  });

  it('is unknown of one member, and 0 among equals', () => {
    expect(disagreement([[0, 1]])).toBeNull();
    expect(disagreement([[], []])).toBeNull();
    expect(
      disagreement([
        [0, 1],
        [0, 1],
      ]),
    ).toBe(0);
  });

  it('does not depend on the order of members', () => {
    const member = fc.array(fc.nat(3), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(member, { minLength: 2, maxLength: 5 }), (members) => {
        expect(disagreement(members.toReversed())).toBeCloseTo(disagreement(members) ?? -1, 12);
      }),
    );
  });
});

describe('what a member rescues', () => {
  it('is what the vote had wrong and the member has right, of each class', () => {
    const labels = Int32Array.of(0, 0, 0, 0, 1, 1);
    const before = [0, 1, 1, 1, 0, 1];
    const member = [1, 0, 0, 1, 0, 1];
    expect(rescuedShares(before, member, labels, 3)).toEqual([2 / 4, 0, null]);
  });

  it('is never more than the vote had wrong', () => {
    const reading = fc.array(fc.nat(2), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(reading, reading, reading, (truth, before, member) => {
        const labels = Int32Array.from(truth);
        rescuedShares(before, member, labels, 3).forEach((share, index) => {
          const own = truth.flatMap((label, image) => (label === index ? [image] : []));
          const wrong = own.filter((image) => before[image] !== index).length;
          expect(Math.round((share ?? 0) * own.length)).toBeLessThanOrEqual(wrong);
        });
      }),
    );
  });
});
