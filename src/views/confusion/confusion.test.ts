import { expect, test } from 'vitest';
import { testReading } from '../../analysis/mistakes/testReading.ts';
import { finishedState, sampleState, sampleTestLabels } from '../../analysis/testing/sampleRun.ts';
import {
  confusionDescription,
  confusionNote,
  confusionTable,
  noReadingNote,
  pairLabel,
} from './confusionWords.ts';

const glyphs = { data: 'glyphs', epochs: 2 } as const;

test('why nothing is known is said', () => {
  const early = sampleState(glyphs, 1, 1);
  expect(noReadingNote(early)).toBe('Known when the first round ends.');
  const done = finishedState(glyphs);
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
  const reading = testReading(state, sampleTestLabels(state));
  expect(confusionNote(state, reading)).toContain('networks 1 to 4');
  const spec = { ...state.spec, method: { kind: 'joint-mixture' as const, rounds: 4 } };
  expect(confusionNote({ spec }, reading)).toBe('test images, by all networks');
});
