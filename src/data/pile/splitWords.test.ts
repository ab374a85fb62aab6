import { expect, test } from 'vitest';
import type { ReadingChoices } from '../readingChoices.ts';
import { askForSplitWords } from './splitWords.ts';
import { labelledByFolders } from './testing/pileOfPaths.ts';

const asked = (labels: readonly string[], choices: ReadingChoices = {}) =>
  askForSplitWords(
    labelledByFolders(labels.map((label, at) => ['train', label, `${at}.png`])),
    'set',
    choices,
  );
const words = ['a/train_x/cat', 'a/train_x/dog', 'b/test_x/cat', 'b/test_x/dog'];

test('asks where classes end alike under folders whose names speak of different splits', () => {
  expect(asked(words)).toMatchObject({
    kind: 'splits',
    alternatives: [
      { choices: { splits: 'words' }, description: '2 classes: “cat”, “dog”.' },
      { choices: { splits: 'none' }, description: expect.stringContaining('4 classes') },
    ],
  });
});

test.each([[['cat', 'dog']], [['train_x/cat', 'train_x/dog']], [['train_x/cat', 'test_x/dog']]])(
  'asks nothing about %j',
  (labels) => {
    const read = asked(labels);
    expect(read).toMatchObject({ areClasses: false });
    if ('kind' in read) return;
    expect(read.images.map(({ label }) => label)).toEqual(labels);
  },
);

test('parts images as was chosen, and says that every folder is a class where that was', () => {
  const parted = asked(words, { splits: 'words' });
  if ('kind' in parted) throw new Error('expected images');
  expect(parted.images.map(({ split, label }) => `${split} ${label}`)).toEqual([
    'train cat',
    'train dog',
    'test cat',
    'test dog',
  ]);
  const whole = asked(words, { splits: 'none' });
  if ('kind' in whole) throw new Error('expected images');
  expect([whole.areClasses, whole.images.map(({ label }) => label)]).toEqual([true, words]);
});

test('takes a class that holds its splits', () => {
  const within = ['cat/train_1', 'cat/test_1', 'dog/train_1', 'dog/test_1'];
  const read = asked(within, { splits: 'words' });
  if ('kind' in read) throw new Error('expected images');
  expect(read.images.map(({ label }) => label)).toEqual(['cat', 'cat', 'dog', 'dog']);
});
