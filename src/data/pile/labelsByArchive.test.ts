import { expect, test } from 'vitest';
import { labelByArchive } from './labelsByArchive.ts';
import { pileOfPaths } from './testing/pileOfPaths.ts';

/** What each archive of two images is read as: its split and label. */
function readAs(files: readonly string[], isArchive = true) {
  const images = files.flatMap((file) => pileOfPaths(['1.png', '2.png'], { file, isArchive }));
  const { images: labelled, notes } = labelByArchive(images);
  const meanings = labelled.map(({ split, label }) =>
    label === null ? split : `${split} ${label}`,
  );
  return { meanings: meanings.filter((_, at) => at % 2 === 0), notes };
}

test('archives of images are classes by their names', () => {
  const { meanings, notes } = readAs(['cat.zip', 'x/dog.tar.gz']);
  expect(meanings).toEqual(['null cat', 'null dog']);
  expect(notes).toEqual(['2 archives are the classes, by their names, as no folders in them are.']);
});

test('an archive that is called as a split is no class', () => {
  expect(readAs(['cat.zip', 'test.zip', 'dog.zip']).meanings).toEqual([
    'null cat',
    'test',
    'null dog',
  ]);
});

test('archives of splits and classes are both', () => {
  const files = ['train_cat.zip', 'train_dog.zip', 'test_cat.zip', 'dog-val.zip'];
  expect(readAs(files).meanings).toEqual(['train cat', 'train dog', 'test cat', 'validation dog']);
});

test.each([
  ['one class', ['cat.zip', 'test.zip'], true],
  ['splits alone', ['train.zip', 'test.zip'], true],
  ['words that may be classes', ['training shoes.zip', 'test tubes.zip'], true],
  ['both with other archives', ['train_cat.zip', 'test_cat.zip', 'dog.zip'], true],
  ['loose images', ['cat', 'dog'], false],
] as const)('%s are not labelled by archives', (_, files, isArchive) => {
  const { meanings, notes } = readAs(files, isArchive);
  expect(new Set(meanings)).toEqual(new Set([null]));
  expect(notes).toEqual([]);
});
