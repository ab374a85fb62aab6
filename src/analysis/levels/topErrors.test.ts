import { expect, it } from 'vitest';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { differences, rankedErrors } from './topErrors.ts';

const early = levelwiseState({ until: 2 });
const finished = levelwiseState();

it('top-k errors are those of the last epoch, as far as the log tells them', () => {
  const [, epoch] = early.rounds[0].epochs;
  const { test } = epoch.topErrors;
  expect(rankedErrors(early)).toEqual([epoch.errors.test, test?.['2'], test?.['5'], test?.['10']]);
  const [round] = early.rounds;
  const old = { ...round, epochs: [{ ...epoch, topErrors: {} }] };
  expect(rankedErrors({ ...early, rounds: [old] }).slice(1)).toEqual([null, null, null]);
  expect(rankedErrors(finished).every((error) => error !== null)).toBe(true);
});

it('differences are known where both errors are', () => {
  expect(differences([0.3, 0.2, null], [0.4, null, 0.1])).toEqual([
    expect.closeTo(-0.1),
    null,
    null,
  ]);
  expect(differences([0.3], null)).toEqual([null]);
});
