import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadingChoices } from '../readingChoices.ts';
import { joinTwins } from './labelTwins.ts';
import type { PileImage } from './pileImage.ts';
import { labelledByFolders } from './testing/pileOfPaths.ts';

type Row = readonly [PileImage['split'], string];

function joined(rows: readonly Row[], choices: ReadingChoices = {}) {
  const images = labelledByFolders(rows.map(([split, label], at) => [split, label, `${at}.png`]));
  const outcome = joinTwins(images, 'set', choices);
  return 'kind' in outcome ? outcome.kind : outcome.images.map(({ label }) => label);
}

test('names in Unicode’s other form, or with blanks around them, are one', () => {
  const rows: Row[] = [
    ['train', 'Café'.normalize('NFD')],
    ['train', 'Café'],
    ['train', ' dog'],
    ['test', 'dog '],
  ];
  expect(joined(rows)).toEqual(['Café', 'Café', 'dog', 'dog']);
});

test('names that differ in capital letters are one across splits, as training images are called', () => {
  expect(
    joined([
      ['test', 'cat'],
      ['test', 'cat'],
      ['train', 'Cat'],
      ['train', 'dog'],
    ]),
  ).toEqual(['Cat', 'Cat', 'Cat', 'dog']);
});

test('within a split that is asked', () => {
  const rows: Row[] = [
    ['train', 'Cat'],
    ['train', 'cat'],
    ['train', 'cat'],
  ];
  expect(joined(rows)).toBe('twins');
  expect(joined(rows, { twins: 'join' })).toEqual(['cat', 'cat', 'cat']);
  expect(joined(rows, { twins: 'apart' })).toEqual(['Cat', 'cat', 'cat']);
});

test('other names stay, in any order', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-e]{1,3}$/), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(names, (labels) => {
      expect(joined(labels.map((label) => ['train', label]))).toEqual(labels);
    }),
  );
});
