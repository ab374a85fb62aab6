import { expect, test } from 'vitest';
import { classAccuracyOf } from '../run/runFacts.ts';
import { finishedState, sampleState, sampleTestLabels } from '../testing/sampleRun.ts';
import { confusedPairs } from './confusedPairs.ts';
import { type TestReading, testReading } from './testReading.ts';
import { wrongAs } from './wrongAs.ts';

const glyphs = { data: 'glyphs', epochs: 2 } as const;

test('without an outcome, labels, or with labels of other data, nothing is known', () => {
  const early = sampleState(glyphs, 1, 1);
  expect(testReading(early, sampleTestLabels(early))).toBeNull();
  const done = finishedState(glyphs);
  expect(testReading(done, null)).toBeNull();
  expect(testReading(done, new Int32Array(7))).toBeNull();
});

function readingOf(labels: readonly number[], predicted: readonly number[]): TestReading {
  return { labels: Int32Array.from(labels), predicted, round: 1 };
}

test('pairs come by count, then by share of the class, then in class order', () => {
  const reading = readingOf([0, 0, 0, 1, 1, 2, 2, 2, 2], [1, 1, 0, 2, 1, 1, 1, 0, 2]);
  expect(confusedPairs(reading, 3)).toEqual([
    { truth: 0, readAs: 1, count: 2, share: 2 / 3 },
    { truth: 2, readAs: 1, count: 2, share: 1 / 2 },
    { truth: 1, readAs: 2, count: 1, share: 1 / 2 },
    { truth: 2, readAs: 0, count: 1, share: 1 / 4 },
  ]);
});

test('pairs add up to the mistakes of the newest vote, also while looking back', () => {
  const state = sampleState(glyphs, 3, 1);
  const reading = testReading(state, sampleTestLabels(state));
  expect(reading?.round).toBe(2);
  const mistakes = confusedPairs(reading as TestReading, 62).reduce((n, { count }) => n + count, 0);
  const error = state.rounds[1].outcome?.ensemble.topErrors.test?.['1'] ?? 0;
  expect(mistakes).toBe(Math.round(error * 62 * 60));
});

test('what a class is read as comes by count, with the images it happens to', () => {
  const labels = Int32Array.of(0, 1, 0, 0, 0, 1);
  const reading: TestReading = { labels, predicted: [1, 1, 2, 2, 0, 0], round: 1 };
  expect(wrongAs(reading, 0)).toEqual([
    { index: 2, count: 2, share: 0.5, images: [2, 3] },
    { index: 1, count: 1, share: 0.25, images: [0] },
  ]);
  expect(wrongAs(reading, 2)).toEqual([]);
});

test('shares of what a class is read as and its accuracy make a whole', () => {
  const state = finishedState({ data: 'glyphs', epochs: 1 });
  const reading = testReading(state, sampleTestLabels(state)) as TestReading;
  const wrong = wrongAs(reading, 1).reduce((sum, { share }) => sum + share, 0);
  expect(wrong + (classAccuracyOf(state, 'test')?.[1] ?? 0)).toBeCloseTo(1);
});
