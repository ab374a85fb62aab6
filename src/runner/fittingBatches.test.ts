import { expect, test } from 'vitest';
import { defaultSpec } from '../spec/presets/presets.ts';
import { batchNote, withFittingBatches } from './fittingBatches.ts';

test('batches that fit stay as they are, and nothing is said', () => {
  const { batchSize } = defaultSpec.training;
  expect(withFittingBatches(defaultSpec, { batchSize })).toBe(defaultSpec);
  expect(batchNote(defaultSpec, { batchSize })).toBeNull();
});

test('larger ones become what there is, which is told with both numbers', () => {
  const asked = { ...defaultSpec, training: { ...defaultSpec.training, batchSize: 4096 } };
  expect(withFittingBatches(asked, { batchSize: 8 }).training.batchSize).toBe(8);
  expect(batchNote(asked, { batchSize: 8 })).toBe(
    'Batches are of 8 images, all that there are to train on; the experiment asks for 4,096.',
  );
});
