import { expect, test } from 'vitest';
import { flatTwinState, levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import { noReadingNote } from '../confusion/confusionWords.ts';
import { levelwiseAccuracyLines } from './accuracy/levelwiseAccuracyLines.ts';

test('accuracy is of the run and its flat twin, and never of a vote', () => {
  const state = levelwiseState();
  expect(levelwiseAccuracyLines(state, null, 0).map(({ name }) => name)).toEqual(['This run']);
  const beside = levelwiseAccuracyLines(state, flatTwinState(), 0);
  expect(beside.map(({ name }) => name)).toEqual(['This run', 'Flat twin']);
  for (const { accuracy, error } of beside) {
    expect(accuracy).not.toBeNull();
    expect(error).not.toBeNull();
  }
});

test('the reading waits for the end of the run', () => {
  const early = levelwiseState({ until: 1 });
  expect(early.levelwise).toBeNull();
  expect(noReadingNote(early)).toBe('Known when the run has finished.');
});
