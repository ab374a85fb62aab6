import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { boundNote, hardDescription, hardShares, hardTable } from './hardShare.ts';

const mnist = { data: 'mnist', rounds: 3, epochs: 2 } as const;

test('shares come with finished rounds', () => {
  expect(hardShares(sampleState(mnist, 1, 1))).toEqual([]);
  expect(hardShares(sampleState(mnist, 3, 1)).map(({ round }) => round)).toEqual([1, 2]);
  expect(hardTable(finishedState(mnist)).rows).toHaveLength(3);
});

test('one sentence gives both shares and the bound', () => {
  expect(hardDescription(sampleState(mnist, 1, 1))).toBe(
    'No share is known before the first round ends.',
  );
  expect(hardDescription(finishedState(mnist))).toMatch(
    /^After round 3, 0\.0% of the classes .* and 1\.3% by hard errors; the bound is 36\.6%\.$/,
  );
});

test('where no bound holds the reason stands instead', () => {
  const state = finishedState({ ...mnist, method: 'averaging' });
  expect(boundNote(state)).toBe('The bound belongs to the complementary method.');
  expect(hardDescription(state)).toBe(boundNote(state));
});
