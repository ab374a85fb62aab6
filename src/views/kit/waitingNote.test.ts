import { expect, test } from 'vitest';
import { followedBy, sampleState } from '../../analysis/testing/sampleRun.ts';
import { waitingNote } from './waitingNote.ts';

test('a waiting chart says when the first epoch ends', () => {
  const state = sampleState({ data: 'glyphs', epochs: 4 }, 1, 0);
  expect(waitingNote(state)).toBe('Waiting for the first epoch');
  const progress = { round: 1, epoch: 1, step: 46, trainLoss: null, imagesPerSecond: 3200 };
  expect(waitingNote(followedBy(state, { type: 'progress', ...progress }))).toBe(
    'The first epoch ends in about 4 s',
  );
});
