import { expect, test } from 'vitest';
import { finishedState, sampleLog, sampleState } from '../../analysis/testing/sampleRun.ts';
import { foldRun } from '../../spec/run/runState.ts';
import { hardShares, shareLimit } from './hardShare.ts';

const mnist = { data: 'mnist', rounds: 3, epochs: 2 } as const;

test('shares come with finished rounds', () => {
  expect(hardShares(sampleState(mnist, 1, 1))).toEqual([]);
  expect(hardShares(sampleState(mnist, 3, 1)).map(({ round }) => round)).toEqual([1, 2]);
  expect(hardShares(finishedState({ ...mnist, method: 'averaging' }))).toEqual([]);
});

test('the limit never shrinks as the run goes on', () => {
  const log = sampleLog(mnist);
  const limits = log.flatMap((_, index) => {
    const state = foldRun(log.slice(0, index + 1));
    return state === null ? [] : [shareLimit(state)];
  });
  expect(limits).toEqual([...limits].sort((a, b) => a - b));
  expect([limits[0], limits.at(-1)]).toEqual([0.6, 0.8]);
});

test('a bound above 1 does not stretch the axis', () => {
  const state = finishedState(mnist);
  const rounds = state.rounds.map((round) => ({
    ...round,
    outcome: round.outcome && { ...round.outcome, bound: { value: 3.2, note: null } },
  }));
  expect(shareLimit({ ...state, rounds })).toBe(1);
});
