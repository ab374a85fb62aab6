import { describe, expect, test } from 'vitest';
import { expectRefusal } from '../testing/errors.ts';
import { layOutImages, orderedClasses, withoutSharedFolders } from './imageLayout.ts';

const layOut = (paths: readonly string[]) =>
  layOutImages(paths.map((path) => ({ file: 'a.zip', path, inner: path })));
const placed = (paths: readonly string[]) =>
  layOut(paths).placed.map(({ split, className }) => `${split}:${className}`);

describe('withoutSharedFolders', () => {
  test('strips folders that all paths share, down to the class', () => {
    expect(withoutSharedFolders(['d/e/cat/1', 'd/e/dog/1'])).toEqual(['cat/1', 'dog/1']);
    expect(withoutSharedFolders(['d/cat/1', 'd/cat/2'])).toEqual(['cat/1', 'cat/2']);
    expect(withoutSharedFolders(['cat/1', 'cat/2'])).toEqual(['cat/1', 'cat/2']);
    expect(withoutSharedFolders([])).toEqual([]);
  });

  test('keeps folders that name a split', () => {
    expect(withoutSharedFolders(['d/train/cat/1', 'd/train/dog/1'])).toEqual([
      'train/cat/1',
      'train/dog/1',
    ]);
  });
});

describe('layOutImages', () => {
  test('takes folders for classes, nested ones joined', () => {
    expect(placed(['Greek/a/1.png', 'Latin/a/1.png'])).toEqual(['train:Greek/a', 'train:Latin/a']);
  });

  test('tells training from testing', () => {
    expect(placed(['Train/cat/1', 'test/cat/2'])).toEqual(['train:cat', 'test:cat']);
  });

  test('takes a class called train for a class', () => {
    expect(placed(['train/1', 'bus/1'])).toEqual(['train:train', 'train:bus']);
  });

  test('takes validation images for a split of their own', () => {
    expect(placed(['train/cat/1', 'val/cat/2'])).toEqual(['train:cat', 'validation:cat']);
    const { notes } = layOut(['train/cat/1', 'valid/cat/2', 'test/cat/3']);
    expect(notes).toEqual([]);
    expect(placed(['train/cat/1', 'valid/cat/2', 'test/cat/3'])).toEqual([
      'train:cat',
      'validation:cat',
      'test:cat',
    ]);
  });

  test('trains on what is there, with a note', () => {
    expect(placed(['test/cat/1', 'test/dog/1'])).toEqual(['train:cat', 'train:dog']);
    expect(layOut(['test/cat/1']).notes[0]).toContain('test images only');
    expect(placed(['val/cat/1', 'test/cat/2'])).toEqual(['train:cat', 'test:cat']);
    expect(layOut(['val/cat/1', 'test/cat/2']).notes[0]).toContain('no train folder');
  });

  test('refuses images outside of class folders', async () => {
    await expectRefusal(() => placed(['cat/1.png', '2.png']), ['“2.png”', 'no class folder']);
    await expectRefusal(() => placed(['train/1.png', 'test/2.png']), ['“train/1.png”']);
  });
});

test('orderedClasses counts where all names are numbers', () => {
  expect(orderedClasses(['10', '9', '9', '0'])).toEqual(['0', '9', '10']);
  expect(orderedClasses(['10', '9', 'a', 'B'])).toEqual(['10', '9', 'B', 'a']);
});
