import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { summaryOf } from './runSummary.ts';

const run = { data: 'glyphs', rounds: 2, epochs: 2 } as const;

test('before there is a vote the errors are those of the first network, and none before its first epoch', () => {
  expect(summaryOf(sampleState(run, 1, 0))).toMatchObject({
    testError: null,
    hardestFifthError: null,
  });
  const young = sampleState(run, 1, 1);
  const { testError, hardestFifthError } = summaryOf(young);
  expect(testError).toBe(young.rounds[0].epochs[0].errors.test);
  expect(hardestFifthError).toBeGreaterThan(testError ?? 1);
});

test('once there is a vote the errors are its, also in the rounds after', () => {
  const state = finishedState(run);
  const votes = state.rounds.map(({ outcome }) => outcome?.ensemble.topErrors.test?.['1']);
  expect(summaryOf(sampleState(run, 2, 1)).testError).toBe(votes[0]);
  expect(summaryOf(state).testError).toBe(votes[1]);
});
