import { expect, test } from 'vitest';
import { hardShares } from '../../analysis/rounds/hardShares.ts';
import { finishedState, sampleLog, sampleState } from '../../analysis/testing/sampleRun.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { allowedAt, earlierBounds, hardPlace, newestLabels, shareLimit } from './hardLayout.ts';

const options = { data: 'mnist', rounds: 4, epochs: 1 } as const;

test('labels stand apart, each beside the newest round', () => {
  const state = finishedState(options);
  const place = hardPlace(state, 190, 0.8);
  const labels = newestLabels(hardShares(state), place);
  expect(labels.map(({ kind }) => kind)).toEqual(['bound', 'hard', 'soft']);
  expect(labels.every(({ left }) => left > place.x(4))).toBe(true);
  expect(labels[2].top - labels[1].top).toBeGreaterThanOrEqual(12);
});

test('earlier bounds have numbers where rounds leave room', () => {
  const state = finishedState(options);
  const shares = hardShares(state);
  expect(earlierBounds(shares, hardPlace(state, 300, 0.8)).map(({ text }) => text)).toEqual([
    '71.5',
    '51.1',
    '36.6',
  ]);
  expect(earlierBounds(shares, hardPlace(state, 120, 0.8))).toEqual([]);
});

test('the area is named where the word fits', () => {
  const state = finishedState(options);
  const place = hardPlace(state, 400, 0.8);
  expect(allowedAt(hardShares(state), place)).not.toBeNull();
  const first = sampleState(options, 2, 1);
  expect(allowedAt(hardShares(first), place)).toBeNull();
});

test('nothing known leaves nothing to label, and one round still has an axis', () => {
  const state = sampleState({ ...options, rounds: 1 }, 1, 1);
  const place = hardPlace(state, 200, 0.6);
  expect(place.last).toBe(2);
  expect(newestLabels(hardShares(state), place)).toEqual([]);
});

test('the limit never shrinks as the run goes on', () => {
  const log = sampleLog({ data: 'mnist', rounds: 3, epochs: 2 });
  const limits = log.flatMap((_, index) => {
    const state = foldRun(log.slice(0, index + 1));
    return state === null ? [] : [shareLimit(state)];
  });
  expect(limits).toEqual([...limits].sort((a, b) => a - b));
  expect([limits[0], limits.at(-1)]).toEqual([0.6, 0.8]);
});

test('a bound above 1 does not stretch the axis', () => {
  const state = finishedState({ data: 'mnist', rounds: 3, epochs: 2 });
  const rounds = state.rounds.map((round) => ({
    ...round,
    outcome: round.outcome && { ...round.outcome, bound: { value: 3.2, note: null } },
  }));
  expect(shareLimit({ ...state, rounds })).toBe(1);
});
