import { expect, test } from 'vitest';
import type { RoundState, RunState } from '../../spec/run/runState.ts';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import {
  newestSaturation,
  saturatedRound,
  saturationLimit,
  saturationOutlook,
  saturationText,
} from './saturation.ts';

const mnist = { data: 'mnist', epochs: 3, rounds: 3 } as const;
const method = { mu: 0.7, errors: 'hard', errorsFrom: 'train', update: 'paper' } as const;

/** The state with a last round whose γ is held at 1. */
function saturated(state: RunState, error: number): RunState {
  const held = { gamma: 1 - 1e-6, gammaClamped: true, weightedError: error };
  const rounds = state.rounds.map((round, index): RoundState => {
    if (index !== state.rounds.length - 1) return round;
    const epochs = round.epochs.map((epoch) => ({
      ...epoch,
      forecast: epoch.forecast && { ...epoch.forecast, ...held },
    }));
    return { ...round, epochs, outcome: round.outcome && { ...round.outcome, ...held } };
  });
  return { ...state, rounds };
}

test('from μ·ε = ½ on a round is told as saturated, finished or not', () => {
  expect(newestSaturation(finishedState(mnist))).toBeNull();
  const finished = saturated(finishedState(mnist), 0.8);
  expect(newestSaturation(finished)).toEqual({ round: 3, isForecast: false, error: 0.8 });
  const training = saturated(sampleState(mnist, 2, 1), 0.8);
  expect(newestSaturation(training)).toEqual({ round: 2, isForecast: true, error: 0.8 });
  const told = saturationText({ round: 3, isForecast: false, error: 0.8 }, finished);
  expect(told).toMatch(
    /^After round 3 importance stayed as it was, .* μ·ε is 0\.56, .* μ below 0\.62/,
  );
  expect(told).not.toContain('soft errors');
});

test('a γ held near 0 is no saturation', () => {
  const state = finishedState(mnist);
  const [first] = state.rounds;
  if (first.outcome === null) throw new Error('not finished');
  const outcome = { ...first.outcome, gamma: 1e-6, gammaClamped: true, weightedError: 0 };
  expect(saturatedRound({ ...first, outcome })).toBeNull();
});

test('before training it says what a network that guesses has, and warns where that freezes', () => {
  expect(saturationLimit(0.7)).toBeCloseTo(0.714, 3);
  const hard = saturationOutlook(method, 10, null);
  expect(hard).toMatchObject({ guessing: 0.9, seen: null });
  expect(hard.warning).toMatch(/ε 0\.90.* soft errors, which are ½/);
  const soft = saturationOutlook({ ...method, errors: 'soft' }, 10, null);
  expect(soft).toMatchObject({ guessing: 0.5, warning: null });
  expect(saturationOutlook({ ...method, mu: 0.5 }, 10, null).warning).toBeNull();
});

test('a run at hand tells more than guessing does', () => {
  const seen = finishedState({ data: 'glyphs', epochs: 3, rounds: 1 });
  const calm = saturationOutlook({ ...method, mu: 0.9 }, 62, seen);
  expect(calm.seen).toBeLessThan(0.5);
  expect(calm.warning).toBeNull();
  const bad = saturationOutlook({ ...method, mu: 4 }, 62, seen);
  expect(bad.warning).toContain('The first network of the run shown has ε');
  const other = saturationOutlook({ ...method, errorsFrom: 'validation' }, 10, seen);
  expect(other.seen).toBeNull();
  expect(other.warning).toContain('errors on training images');
});
