import { describe, expect, test } from 'vitest';
import { plainMeanings, splitMeanings, splitsOfFirst } from './splitFolders.ts';

/** What folders say, as `split label`, by the folder; null where they name no splits. */
function meanings(folders: readonly string[], isLoose = true) {
  const found = splitMeanings(new Set(folders), isLoose);
  if (found === null) return null;
  return folders.map((folder) => {
    const { split, label } = found.of.get(folder)!;
    return [split, label].filter((one) => one !== null).join(' ');
  });
}

describe('folders name splits', () => {
  test.each([
    ['before classes', ['train/cat/', 'test/cat/'], ['train cat', 'test cat']],
    [
      'within classes',
      ['cat/train/', 'cat/val/', 'dog/train/'],
      ['train cat', 'validation cat', 'train dog'],
    ],
    [
      'around folders that only wrap',
      ['seg_train/seg_train/a/', 'seg_test/seg_test/a/'],
      ['train a', 'test a'],
    ],
    ['around pictures', ['train/images/a/', 'train/images/b/'], ['train a', 'train b']],
    ['before nested classes', ['train/a/b/', 'test/a/b/'], ['train a/b', 'test a/b']],
    ['by numbers beside the word', ['train/', 'test1/'], ['train', 'test']],
  ])('%s', (_, folders, expected) => {
    expect(meanings(folders)).toEqual(expected);
  });

  test.each([
    ['of which one names none', ['train/cat/', 'more/cat/']],
    ['that are classes called alike', ['training shoes/red/', 'test tubes/red/']],
    ['with one class that holds splits', ['cat/train/', 'cat/test/']],
    ['of none', []],
  ])('not where there are folders %s', (_, folders) => {
    expect(meanings(folders)).toBeNull();
  });

  test('certainly where classes lie in them, or loose images in one called test', () => {
    const isCertain = (folder: string, isLoose: boolean) =>
      splitMeanings(new Set([folder]), isLoose)?.isCertain;
    expect(isCertain('train/cat/', false)).toBe(true);
    expect(isCertain('train/', true)).toBe(false);
    expect([isCertain('test/', true), isCertain('test/', false)]).toEqual([true, false]);
  });

  test('by a word only where classes speak for it', () => {
    const alike = ['training_set/cat/', 'test_set/cat/'];
    expect([...splitsOfFirst(alike)]).toEqual([
      ['training_set', 'train'],
      ['test_set', 'test'],
    ]);
    expect([...splitsOfFirst(['training_set/cat/', 'test_set/dog/'])]).toEqual([]);
  });
});

test('folders without splits are classes by their paths', () => {
  const { of, roles } = plainMeanings(['a/b/', '']);
  expect([of.get('a/b/'), of.get('')]).toEqual([
    { split: null, label: 'a/b' },
    { split: null, label: null },
  ]);
  expect(roles.size).toBe(0);
});
