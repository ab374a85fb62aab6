import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { emphasisOf, voteStanding } from './voteFacts.ts';

const glyphs = { data: 'glyphs', epochs: 2 } as const;

it('three classes stand out, fewer of a handful, with their mean weight', () => {
  const weights = [1, 0.5, 1.5, 1.2, 0.8, 1, 1.3, 0.9, 0.8];
  const { classes, weight } = emphasisOf(weights);
  expect(classes).toEqual([2, 6, 3]);
  expect(weight).toBeCloseTo(4 / 3, 12);
  expect(emphasisOf([0.5, 1.5]).classes).toEqual([1]);
});

it('what stands out is never lighter than the rest', () => {
  const weights = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(weights, (importance) => {
      const { classes, weight } = emphasisOf(importance);
      const mean = importance.reduce((sum, value) => sum + value, 0) / importance.length;
      expect(weight).toBeGreaterThanOrEqual(mean - 1e-9);
      expect(new Set(classes).size).toBe(classes.length);
    }),
  );
});

it('a vote stands once a round is finished, beside its first network', () => {
  expect(voteStanding(sampleState(glyphs, 1, 1))).toBeNull();
  const state = finishedState(glyphs);
  const first = state.rounds[0].outcome?.topErrors.test?.['1'];
  expect(voteStanding(sampleState(glyphs, 2, 1))).toMatchObject({ networks: 1, firstError: first });
  expect(voteStanding(state)).toEqual({
    error: state.rounds[3].outcome?.ensemble.topErrors.test?.['1'],
    networks: 4,
    firstError: first,
  });
});
