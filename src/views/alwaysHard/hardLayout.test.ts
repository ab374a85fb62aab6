import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { allowedAt, earlierBounds, hardPlace, newestLabels } from './hardLayout.ts';
import { hardShares } from './hardShare.ts';

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
