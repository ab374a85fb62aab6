import { expect, test } from 'vitest';
import type { RunState } from '../../spec/run/runState.ts';
import { givenFirst } from '../testing/givenFirst.ts';
import { finishedState, followedBy, sampleState } from '../testing/sampleRun.ts';
import { secondsLeft, secondsToEpochEnd, shareDone } from './timeLeft.ts';

const options = { data: 'mnist', epochs: 10 } as const;
const progress = { type: 'progress', trainLoss: null, imagesPerSecond: 3200 } as const;

/** The run with every epoch taking two seconds, and every round three more. */
function timed(state: RunState): RunState {
  const rounds = state.rounds.map((round) => ({
    ...round,
    epochs: round.epochs.map((epoch) => ({ ...epoch, seconds: 2 })),
    outcome: round.outcome && { ...round.outcome, seconds: 2 * round.epochs.length + 3 },
  }));
  return { ...state, rounds };
}

test('what is done is counted in epochs of the whole run, with the part of the one under way', () => {
  const state = sampleState(options, 3, 4);
  expect(shareDone(state)).toBeCloseTo(24 / 40);
  const within = followedBy(state, { ...progress, round: 3, epoch: 5, step: 73 });
  expect(shareDone(within)).toBeCloseTo(24.5 / 40);
  expect(shareDone(finishedState(options))).toBe(1);
});

test('a network that was given has no epochs to do', () => {
  expect(shareDone(givenFirst(sampleState(options, 3, 4)))).toBeCloseTo(14 / 30);
  expect(shareDone(givenFirst(finishedState(options)))).toBe(1);
});

test('the time left is that of the epochs left, and of what rounds take beyond them', () => {
  expect(secondsLeft(timed(sampleState(options, 1, 4)))).toBeCloseTo(36 * 2);
  expect(secondsLeft(timed(sampleState(options, 3, 4)))).toBeCloseTo(16 * 2 + 2 * 3);
});

test('before the first epoch the speed of the steps tells', () => {
  const state = sampleState(options, 1, 0);
  expect(secondsLeft(state)).toBeNull();
  const moving = followedBy(state, { ...progress, round: 1, epoch: 1, step: 73 });
  const images = moving.stepsPerEpoch * moving.spec.training.batchSize;
  expect(secondsLeft(moving)).toBeCloseTo((39.5 * images) / 3200);
  expect(secondsToEpochEnd(moving)).toBeCloseTo((0.5 * images) / 3200);
});

test('a run that does not train has no time left', () => {
  expect(secondsLeft(finishedState(options))).toBeNull();
  const paused = followedBy(sampleState(options, 3, 4), { type: 'run-paused' });
  expect(secondsLeft(paused)).toBeNull();
});
