import { expect, test } from 'vitest';
import { joinParts } from './joinParts.ts';
import { pileParts } from './pileParts.ts';
import { pileOfPaths } from './testing/pileOfPaths.ts';

type Files = Readonly<Record<string, readonly string[]>>;

/** What archives of these images come to, as `split label` for each. */
function joined(archives: Files) {
  const parts = Object.entries(archives).flatMap(([file, paths]) =>
    pileParts(pileOfPaths(paths, { file, isArchive: true }), Object.keys(archives).length > 1),
  );
  const { images, notes } = joinParts(parts);
  return { labels: images.map(({ split, label }) => `${split} ${label}`), notes };
}

test('archives that are called as splits bring them', () => {
  const { labels, notes } = joined({
    'train.zip': ['a/1.png', 'b/2.png'],
    'test.zip': ['a/3.png', 'b/4.png'],
  });
  expect(labels).toEqual(['train a', 'train b', 'test a', 'test b']);
  expect(notes).toEqual(['test.zip: its images are for testing, as its name says.']);
});

test('one archive alone is trained on, whatever it is called', () => {
  expect(joined({ 'test.zip': ['a/1.png', 'b/2.png'] }).labels).toEqual(['train a', 'train b']);
});

test('an archive with splits in it keeps them, and one without is trained on with a note', () => {
  const { labels, notes } = joined({
    'all.zip': ['train/a/1.png', 'train/b/2.png', 'test/a/3.png', 'test/b/4.png'],
    'more.zip': ['a/5.png', 'b/6.png'],
  });
  expect(labels).toEqual(['train a', 'train b', 'test a', 'test b', 'train a', 'train b']);
  expect(notes).toEqual(['more.zip: its images are trained on, as it names no split.']);
});

test('a split that a list told stays, whatever folders say', () => {
  const images = pileOfPaths(['train/a/1.png', 'train/b/2.png', 'test/a/3.png', 'test/b/4.png']);
  const told = images.map((one, at) => (at === 0 ? { ...one, split: 'validation' as const } : one));
  const { images: placed } = joinParts(pileParts(told, false));
  expect(placed.map(({ split }) => split)).toEqual(['validation', 'train', 'test', 'test']);
});

test('a folder called train in an archive beside classes is a class', () => {
  const { labels } = joined({ 'train.zip': ['train/1.png'], 'bus.zip': ['bus/2.png'] });
  expect(labels).toEqual(['train train', 'train bus']);
});
