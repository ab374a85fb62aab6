import { expect, test } from 'vitest';
import { finishedState, sampleLog, sampleState } from '../../analysis/testing/sampleRun.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import {
  axisEnd,
  errorCurves,
  errorDescription,
  errorExtent,
  lossCurves,
  lossDescription,
  lossExtent,
  newestPoint,
  tileOf,
  waitingText,
} from './curves.ts';

const mnist = { data: 'mnist', rounds: 3, epochs: 5 } as const;

test('each round keeps to its own tile', () => {
  const state = finishedState(mnist);
  for (const { round, points } of lossCurves(state)) {
    expect(points).toHaveLength(5);
    expect(points[0].x).toBeGreaterThan(tileOf(round).from);
    expect(points[4].x).toBeCloseTo(tileOf(round).to);
  }
  expect(axisEnd(state)).toBeCloseTo(tileOf(3).to);
});

test('a waiting chart has its axis and no points', () => {
  const state = sampleState(mnist, 1, 0);
  expect(axisEnd(state)).toBeCloseTo(tileOf(3).to);
  expect(lossCurves(state)).toEqual([{ round: 1, points: [] }]);
  expect(lossDescription(state)).toBe('No loss is known before the first epoch.');
  expect(errorDescription(state)).toBe('No error is known before the first epoch.');
});

test('no chart draws more than 600 points a line set', () => {
  const state = finishedState({ data: 'mnist', rounds: 8, epochs: 120 });
  const drawn = errorCurves(state, 'test').reduce((sum, { points }) => sum + points.length, 0);
  expect(drawn).toBe(600);
});

test('splits that were not measured have no points', () => {
  expect(
    errorCurves(finishedState(mnist), 'validation').every(({ points }) => points.length === 0),
  ).toBe(true);
});

test('the limits never shrink as the run goes on', () => {
  const log = sampleLog(mnist);
  let before = { loss: 0, error: 0 };
  for (let length = 1; length <= log.length; length++) {
    const state = foldRun(log.slice(0, length));
    if (state === null) continue;
    const now = { loss: lossExtent(state).max, error: errorExtent(state).max };
    expect(now.loss).toBeGreaterThanOrEqual(before.loss);
    expect(now.error).toBeGreaterThanOrEqual(before.error);
    before = now;
  }
});

test('sentences tell what the vote does', () => {
  const state = sampleState(mnist, 3, 2);
  expect(errorDescription(state)).toMatch(
    /^Error on test images: network 1 .*network 3 .*; the ensemble /,
  );
  expect(lossDescription(state)).toMatch(
    /^Training loss of network 3 fell from [\d.]+ to [\d.]+ in 2 epochs\.$/,
  );
});

test('the loss axis begins at a guess and reaches below 0 where the loss does', () => {
  const state = sampleState(mnist, 1, 0);
  expect(lossExtent(state)).toEqual({ min: 0, max: 3 });
  const [round] = sampleState(mnist, 1, 1).rounds;
  const epochs = [{ ...round.epochs[0], trainLoss: -2.4 }];
  expect(lossExtent({ ...state, rounds: [{ ...round, epochs }] })).toEqual({ min: -3, max: 3 });
});

test('only the network in training has a newest point', () => {
  const state = sampleState(mnist, 2, 3);
  expect(newestPoint(state, lossCurves(state))).toMatchObject({ round: 2 });
  const waiting = sampleState(mnist, 2, 0);
  expect(newestPoint(waiting, lossCurves(waiting))).toBeNull();
  const finished = finishedState(mnist);
  expect(newestPoint(finished, lossCurves(finished))).toBeNull();
});

test('a chart waits in words until its first epoch is finished', () => {
  expect(waitingText(sampleState(mnist, 1, 0))).toMatch(/first epoch/);
  expect(waitingText(sampleState(mnist, 1, 1))).toBeNull();
});
