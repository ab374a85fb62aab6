import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerSpread } from './answerSpread.ts';

it('is 0 where all say the same, and one bit where two are sure of different classes', () => {
  expect(
    answerSpread(
      [
        [0.5, 0.3, 0.2],
        [0.5, 0.3, 0.2],
      ],
      [1, 3],
    ),
  ).toBeCloseTo(0, 12);
  expect(
    answerSpread(
      [
        [1, 0],
        [0, 1],
      ],
      [2, 2],
    ),
  ).toBeCloseTo(1, 12);
  expect(answerSpread([[0.2, 0.8]], [1])).toBe(0);
});

it('counts networks by their votes, and all alike where none has one', () => {
  expect(
    answerSpread(
      [
        [1, 0],
        [0, 1],
      ],
      [1, 0],
    ),
  ).toBe(0);
  expect(
    answerSpread(
      [
        [1, 0],
        [0, 1],
      ],
      [0, 0],
    ),
  ).toBeCloseTo(1, 12);
});

it('lies between 0 and log2 of the number of networks', () => {
  const answer = fc
    .array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
    .filter((values) => values.some((value) => value > 0))
    .map((values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      return values.map((value) => value / sum);
    });
  const vote = fc.float({ min: 0, max: 4, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(answer, vote), { minLength: 1, maxLength: 5 }), (members) => {
      const spread = answerSpread(
        members.map(([values]) => values),
        members.map(([, each]) => each),
      );
      expect(spread).toBeGreaterThanOrEqual(0);
      expect(spread).toBeLessThanOrEqual(Math.log2(members.length) + 1e-6);
    }),
  );
});
