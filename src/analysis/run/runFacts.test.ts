import { expect, test } from 'vitest';
import { defaultComplementary } from '../../spec/methods/complementary.ts';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import {
  comparedSplit,
  ensembleAccuracy,
  finalError,
  lastOutcome,
  meanAccuracy,
  networkError,
  totalRounds,
} from './runFacts.ts';

const glyphs = { data: 'glyphs', epochs: 4 } as const;

test('before the first epoch nothing is known', () => {
  const state = sampleState(glyphs, 1, 0);
  expect(totalRounds(state)).toBe(4);
  expect(finalError(state)).toBeNull();
  expect(networkError(state.rounds[0], 'test')).toBeNull();
  expect(ensembleAccuracy(state, 'test')).toBeNull();
});

test('the outcome is that of the last round finished', () => {
  expect(lastOutcome(sampleState(glyphs, 3, 2))?.round).toBe(2);
});

test('the final error is that of the newest vote', () => {
  const state = finishedState(glyphs);
  expect(finalError(state)).toBe(state.rounds[3].outcome?.ensemble.topErrors.test?.['1']);
  expect(finalError(sampleState(glyphs, 3, 2))).toBe(
    state.rounds[1].outcome?.ensemble.topErrors.test?.['1'],
  );
});

test('the mean accuracy is over classes that have one', () => {
  expect(meanAccuracy([0.5, null, 1], [0, 1, 2])).toBe(0.75);
  expect(meanAccuracy([null], [0])).toBeNull();
  expect(meanAccuracy(null, [0])).toBeNull();
});

test('the split beside the shown one is that that importance is measured on', () => {
  const state = sampleState({ data: 'mnist', epochs: 2 }, 1, 1);
  expect(comparedSplit(state)).toBe('train');
  const spec = { ...state.spec, method: defaultComplementary({ errorsFrom: 'validation' }) };
  expect(comparedSplit({ ...state, spec })).toBe('validation');
  const counts = { ...state.dataset.counts, test: 0 };
  expect(comparedSplit({ ...state, dataset: { ...state.dataset, counts } })).toBeNull();
});
