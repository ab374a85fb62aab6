import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadingChoices } from '../readingChoices.ts';
import { labelByName } from './labelsByName.ts';
import { pileOfPaths } from './testing/pileOfPaths.ts';

function named(names: readonly string[], choices: ReadingChoices = {}) {
  const read = labelByName(pileOfPaths(names), 'set', choices);
  if (read === null) return null;
  return 'kind' in read
    ? read.alternatives.map((one) => one.choices.labels)
    : read.map(({ label }) => label);
}
const pets = ['cat.0.png', 'cat.1.png', 'dog_001.png', 'dog_002.png'];

test('asks where names of several kinds repeat, and takes what is chosen', () => {
  expect(named(pets)).toEqual(['names', 'words', 'folders']);
  expect(named(pets, { labels: 'names' })).toEqual(['cat', 'cat', 'dog', 'dog']);
  expect(named(pets, { labels: 'folders' })).toBeNull();
});

test('words and what stands before a number may differ', () => {
  const bears = ['brown bear 1.png', 'brown bear 2.png', 'polar bear 1.png', 'polar bear 2.png'];
  expect(named(bears, { labels: 'names' })).toEqual([
    'brown bear',
    'brown bear',
    'polar bear',
    'polar bear',
  ]);
  expect(named(bears, { labels: 'words' })).toEqual(['brown', 'brown', 'polar', 'polar']);
});

test('starts and ends of names are offered where they say something of their own', () => {
  const digits = ['7_10.png', '7_11.png', '3_10.png', '3_11.png'];
  expect(named(digits)).toEqual(['starts', 'folders']);
  expect(named(digits, { labels: 'starts' })).toEqual(['7', '7', '3', '3']);
  const faces = [
    'subject01.sad.gif',
    'subject01.glad.gif',
    'subject02.sad.gif',
    'subject02.glad.gif',
  ];
  expect(named(faces)).toEqual(['starts', 'ends', 'folders']);
  expect(named(faces, { labels: 'ends' })).toEqual(['sad', 'glad', 'sad', 'glad']);
});

test('whatever parts names, their starts and ends are the classes', () => {
  const word = fc.stringMatching(/^[a-z]{1,6}[0-9]{0,3}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 2, maxLength: 4 }),
      fc.constantFrom('_', '-', ' ', '.', ' - '),
      (classes, part) => {
        const rows = classes.flatMap((label) => [1, 2, 3].map((at) => [label, at] as const));
        const starts = rows.map(([label, at]) => `${label}${part}${at}${part}7.png`);
        const ends = rows.map(([label, at]) => `${at}${part}${label}.png`);
        const labels = rows.map(([label]) => label);
        expect(named(starts, { labels: 'starts' })).toEqual(labels);
        expect(named(ends, { labels: 'ends' })).toEqual(labels);
      },
    ),
  );
});

test.each([
  ['are numbers', ['1.png', '2.png', '3.png', '4.png']],
  ['are all of one kind', ['img_1.png', 'img_2.png']],
  ['are each another', ['cat1.png', 'dog1.png', 'cow1.png']],
  ['are mostly none', ['cat.0.png', 'cat.1.png', '1.png', '2.png', 'dog.0.png', 'dog.1.png']],
])('says nothing where names %s', (_, names) => {
  expect(named(names)).toBeNull();
});

test('leaves an image without a label where its name has none', () => {
  const many = [...Array(10).keys()].flatMap((at) => [`cat.${at}.png`, `dog.${at}.png`]);
  expect(named([...many, '7.png'], { labels: 'names' })?.at(-1)).toBeNull();
});
