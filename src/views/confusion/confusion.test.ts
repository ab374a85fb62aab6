import { expect, test } from 'vitest';
import { confusedPairs } from '../../analysis/mistakes/confusedPairs.ts';
import {
  noReadingNote,
  type TestReading,
  testReading,
} from '../../analysis/mistakes/testReading.ts';
import { finishedState, sampleState, sampleTestLabels } from '../../analysis/testing/sampleRun.ts';
import {
  confusionDescription,
  confusionNote,
  confusionTable,
  pairLabel,
} from './confusionWords.ts';

const glyphs = { data: 'glyphs', epochs: 2 } as const;

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

test('without an outcome, labels, or with labels of other data, nothing is known', () => {
  const early = sampleState(glyphs, 1, 1);
  expect(testReading(early, sampleTestLabels(early))).toBeNull();
  expect(noReadingNote(early)).toBe('Known when the first round ends.');
  const done = finishedState(glyphs);
  expect(testReading(done, null)).toBeNull();
  expect(testReading(done, new Int32Array(7))).toBeNull();
  expect(noReadingNote(done)).toBe('Needs the test images of this data set.');
  expect(confusionDescription(done, null)).toBe(noReadingNote(done));
  expect(confusionTable(done, null).rows).toEqual([]);
});

test('words say who reads what as what', () => {
  const state = finishedState({ data: 'mnist', epochs: 1 });
  const pair = { truth: 4, readAs: 9, count: 12, share: 0.2 };
  expect(confusionDescription(state, [pair])).toBe(
    'The ensemble most often reads 4 as 9: 12 test images, 20% of the class.',
  );
  expect(confusionDescription(state, [])).toContain('every test image rightly');
  expect(pairLabel(state.dataset.classes, pair)).toBe('4 read as 9, 12 images, 20%');
  expect(confusionTable(state, [pair]).rows).toEqual([['4', '9', 12, '20.0%']]);
  expect(confusionNote(testReading(state, sampleTestLabels(state)))).toContain('networks 1 to 4');
});
