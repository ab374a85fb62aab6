import { expect, test } from 'vitest';
import { finishedState, followedBy, sampleState } from '../testing/sampleRun.ts';
import {
  accuracyFloor,
  classesByDifficulty,
  ensembleAccuracy,
  forecastImportance,
  lastOutcome,
  networkError,
  totalRounds,
  waitingNote,
} from './runFacts.ts';

const glyphs = { data: 'glyphs', epochs: 4 } as const;

test('before the first epoch nothing is known', () => {
  const state = sampleState(glyphs, 1, 0);
  expect(totalRounds(state)).toBe(4);
  expect(forecastImportance(state)).toBeNull();
  expect(classesByDifficulty(state)).toEqual({ classes: [], by: 'nothing' });
  expect(networkError(state.rounds[0], 'test')).toBeNull();
  expect(ensembleAccuracy(state, 'test')).toBeNull();
});

test('the forecast averages 1 over the classes, and there is none in the last round', () => {
  const forecast = forecastImportance(sampleState(glyphs, 2, 3)) ?? [];
  expect(forecast.reduce((sum, value) => sum + value, 0) / forecast.length).toBeCloseTo(1);
  expect(forecastImportance(sampleState(glyphs, 4, 3))).toBeNull();
});

test('look-alike letters come first; methods without importance order by error', () => {
  const names = sampleState(glyphs, 3, 4).dataset.classes;
  const hardest = classesByDifficulty(sampleState(glyphs, 3, 4)).classes[0];
  expect('1lIi0Oo').toContain(names[hardest]);
  const averaging = finishedState({ data: 'glyphs', epochs: 2, method: 'averaging' });
  expect(classesByDifficulty(averaging).by).toBe('error');
});

test('the outcome is that of the last round finished', () => {
  expect(lastOutcome(sampleState(glyphs, 3, 2))?.round).toBe(2);
});

test('accuracy axes begin at 0, then where the finished networks allow, and only fall again', () => {
  const mnist = { data: 'mnist', epochs: 12, rounds: 6 } as const;
  expect(accuracyFloor(sampleState(mnist, 1, 11))).toBe(0);
  const later = [2, 3, 4, 5, 6].map((round) => accuracyFloor(sampleState(mnist, round, 1)));
  expect(later[0]).toBeGreaterThan(0.4);
  expect(later).toEqual([...later].sort((a, b) => b - a));
  expect(accuracyFloor(sampleState(glyphs, 2, 1))).toBe(0);
});

test('a waiting chart says when the first epoch ends', () => {
  const state = sampleState(glyphs, 1, 0);
  expect(waitingNote(state)).toBe('Waiting for the first epoch');
  const progress = { round: 1, epoch: 1, step: 46, trainLoss: null, imagesPerSecond: 3200 };
  expect(waitingNote(followedBy(state, { type: 'progress', ...progress }))).toBe(
    'The first epoch ends in about 4 s',
  );
});
