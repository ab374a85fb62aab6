import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSystemFile, withoutSystemFiles } from './systemFiles.ts';

const left = [
  '.DS_Store',
  'pets/.git/index',
  'pets/cat/.ipynb_checkpoints/0-checkpoint.png',
  'pets/.thumbnails/normal/0.png',
  'pets/@eaDir/dog/0.png/SYNOPHOTO_THUMB_M.jpg',
  'pets/cat/SYNOFILE_THUMB_S.jpg',
  '#recycle/cat/0.jpg',
  'D/$RECYCLE.BIN/$I0.jpg',
  'D/System Volume Information/x',
  '__MACOSX/cat/._0.jpg',
  'cat/THUMBS.DB',
  'cat/desktop.ini',
  'cat/Icon\r',
  'labels/train.cache',
  'labels/train.cache.npy',
  'cat/0.jpg:Zone.Identifier',
  'cat/0.jpg.crdownload',
  'cat/~$labels.csv',
  'labels.csv~',
];
const data = [
  'cat/0.jpg',
  'thumbs/0.jpg',
  'cache/0.jpg',
  'a.cache/0.jpg',
  'recycle/0.jpg',
  'cat/temp.png',
  'spare.part/0.jpg',
  'a~/0.jpg',
  'cat/a.b.png',
  'train.npy',
];

it.each(left)('knows %s as left there by a system or a program', (path) => {
  expect(isSystemFile(path)).toBe(true);
});

it.each(data)('takes %s for data', (path) => {
  expect(isSystemFile(path)).toBe(false);
});

it('leaves the same files whatever their order, and counts the others in a note', () => {
  const all = [...left, ...data];
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (files) => {
      const notes: string[] = [];
      const kept = withoutSystemFiles(files, (path) => path, 'pets', notes);
      expect(kept.toSorted()).toEqual(data.toSorted());
      expect(notes).toHaveLength(1);
      expect(notes[0]).toContain(`pets: ${left.length} hidden or system files skipped, as “`);
    }),
    { numRuns: 20 },
  );
});

it('leaves out arrays that hold the pixels of the image beside them, and keeps others', () => {
  const notes: string[] = [];
  const files = ['cat/0.jpg', 'cat/0.npy', 'dog/1.JPG', 'dog/1.npy', 'labels.npy', '0.npy'];
  const kept = withoutSystemFiles(files, (path) => path, 'pets', notes);
  expect(kept).toEqual(['cat/0.jpg', 'dog/1.JPG', 'labels.npy', '0.npy']);
  expect(notes).toEqual(['pets: 2 hidden or system files skipped, as “cat/0.npy”.']);
});

it('says nothing where there is nothing to leave out', () => {
  const notes: string[] = [];
  expect(withoutSystemFiles(['a/0.png'], (path) => path, 'a', notes)).toEqual(['a/0.png']);
  expect(notes).toEqual([]);
});
