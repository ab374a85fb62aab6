import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { hardShares } from './hardShares.ts';

const mnist = { data: 'mnist', rounds: 3, epochs: 2 } as const;

test('shares come with finished rounds', () => {
  expect(hardShares(sampleState(mnist, 1, 1))).toEqual([]);
  expect(hardShares(sampleState(mnist, 3, 1)).map(({ round }) => round)).toEqual([1, 2]);
  expect(hardShares(finishedState({ ...mnist, method: 'averaging' }))).toEqual([]);
});
