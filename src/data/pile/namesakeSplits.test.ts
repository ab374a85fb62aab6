import { expect, test } from 'vitest';
import { withNamesakeSplits } from './namesakeSplits.ts';
import { pileOfPaths } from './testing/pileOfPaths.ts';

const read = (...folders: readonly string[]) => {
  const { images, notes } = withNamesakeSplits(pileOfPaths(folders.map((one) => `${one}/1.png`)));
  return { folders: images.map((one) => one.folders.join('/')), notes };
};

test.each([
  ['rps-validation', 'rps', 'validation'],
  ['cats_dogs_test', 'cats_dogs', 'test'],
  ['rps-test-set', 'rps', 'test'],
  ['X-Val', 'x', 'validation'],
  ['test_images', 'images', 'test'],
])('%s beside %s holds its held-out images', (heldOut, set, split) => {
  const { folders, notes } = read(`${set}/a`, `${set}/b`, `${heldOut}/a`, `${heldOut}/b`);
  expect(folders).toEqual(['train/a', 'train/b', `${split}/a`, `${split}/b`]);
  expect(notes).toEqual([`${set}: its images are trained on, as it names no split.`]);
});

test.each([
  [['shoes/red', 'test tube/red']],
  [['rps/a', 'rps/b', 'rps-test/c']],
  [['x/a', 'x_test/a', 'y/a', 'y_test/a']],
  [['x/a', 'x_train/a', 'x_test/a']],
])('%j stays as it is', (folders) => {
  expect(read(...folders)).toEqual({ folders, notes: [] });
});
