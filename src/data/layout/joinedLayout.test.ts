import { describe, expect, test } from 'vitest';
import { type ContainerPaths, joinLayouts } from './joinedLayout.ts';

const archive = (name: string, ...paths: string[]): ContainerPaths => ({
  archive: name,
  paths,
  isBesideSplits: false,
  told: null,
});
const loose = (...paths: string[]): ContainerPaths => ({
  archive: null,
  paths,
  isBesideSplits: false,
  told: null,
});
const told = (name: string, hasSplits: boolean, ...paths: string[]): ContainerPaths => ({
  archive: name,
  paths,
  isBesideSplits: false,
  told: { folders: '', hasSplits },
});
const split = archive('pets.zip', 'pets/train/a/1', 'pets/test/b/2');
const paths = (...containers: ContainerPaths[]) => joinLayouts(containers).paths;
const notes = (...containers: ContainerPaths[]) => joinLayouts(containers).notes;

describe('joinLayouts', () => {
  test('leaves one container as it is, without the folders around its images', () => {
    expect(paths(split)).toEqual([['train/a/1', 'test/b/2']]);
    expect(paths(archive('test.zip', 'a/1', 'b/2'))).toEqual([['a/1', 'b/2']]);
    expect(paths(loose('1', 'b/2'))).toEqual([['1', 'b/2']]);
    expect(paths(told('a.zip', false, 'train/1'))).toEqual([['train/train/1']]);
    expect(notes(archive('test.zip', 'a/1', 'b/2'))).toEqual([]);
  });

  test('joins class folders as they are', () => {
    const plain = [archive('a.zip', 'x/a/1', 'x/b/1'), loose('a/2')];
    expect(paths(...plain)).toEqual([['a/1', 'b/1'], ['a/2']]);
    expect(notes(...plain)).toEqual([]);
    expect(paths(archive('a.zip', 'bus/1', 'car/1'), loose('train/2'))).toEqual([
      ['bus/1', 'car/1'],
      ['train/2'],
    ]);
  });

  test('leaves folders on that tell classes in other containers', () => {
    const nested = [
      archive('d-1.zip', 'd/cat/tabby/1', 'd/cat/siam/1', 'd/dog/pug/1'),
      archive('d-2.zip', 'd/dog/pug/2', 'd/dog/husky/2'),
    ];
    expect(paths(...nested)).toEqual([
      ['cat/tabby/1', 'cat/siam/1', 'dog/pug/1'],
      ['dog/pug/2', 'dog/husky/2'],
    ]);
    expect(paths(...nested.toReversed())).toEqual(paths(...nested).toReversed());
    expect(paths(archive('a.zip', 'cat/x/1', 'dog/y/1'), loose('cat/x/2'))[1]).toEqual(['cat/x/2']);
    const plain = [archive('a.zip', 'd/p1/a/1', 'd/p1/b/1'), archive('b.zip', 'd/p2/a/2')];
    expect(paths(...plain)).toEqual([['a/1', 'b/1'], ['a/2']]);
    const inOwn = [archive('a.zip', 'a/a/1', 'a/b/1'), archive('b.zip', 'a/2', 'b/2')];
    expect(paths(...inOwn)[0]).toEqual(['a/1', 'b/1']);
    const besideSplits = [
      archive('a.zip', 'd/train/a/1'),
      archive('b.zip', 'd/train/b/2', 'x/b/3'),
    ];
    expect(paths(...besideSplits)[0]).toEqual(['train/a/1']);
  });

  test('takes folders of archives for classes where no class folders lie in them', () => {
    const note = (title: string) =>
      `${title}: its folders count as classes, though they are called as splits are, as no class folders lie in them.`;
    const tests = [archive('a.zip', 'test/1', 'test/2'), archive('b.zip', 'test/3', 'x/4')];
    expect(paths(...tests)).toEqual([
      ['test/1', 'test/2'],
      ['test/3', 'x/4'],
    ]);
    expect(notes(...tests)).toEqual([note('a.zip')]);
    const values = [archive('val.zip', 'val/1'), archive('dog.zip', 'dog/2')];
    expect(paths(...values)).toEqual([['val/1'], ['dog/2']]);
    expect(notes(...values)).toEqual([note('val.zip')]);
    expect(notes(archive('train.zip', 'train/1'), archive('car.zip', 'car/2'))).toEqual([]);
    expect(paths(archive('a.zip', 'train/a/1'), archive('b.zip', 'test/2'))[1]).toEqual(['test/2']);
    expect(paths(archive('train.zip', 'a/1', 'b/1'), archive('b.zip', 'test/2'))[1]).toEqual([
      'test/2',
    ]);
  });

  test('joins split folders as they are', () => {
    const halves = [archive('a.zip', 'train/a/1', 'train/b/1'), archive('b.zip', 'test/a/1')];
    expect(paths(...halves)).toEqual([['train/a/1', 'train/b/1'], ['test/a/1']]);
    expect(notes(...halves)).toEqual([]);
  });

  test('trains on what names no split beside splits, and says so', () => {
    const more = loose('more/a/3', 'more/b/3');
    expect(paths(more, split)[0]).toEqual(['train/a/3', 'train/b/3']);
    const note = (title: string) => `${title}: its images are trained on, as it names no split.`;
    expect(notes(more, split)).toEqual([note('more')]);
    expect(notes(loose('a/3', 'b/3'), split)).toEqual([
      'The loose files: their images are trained on, as they name no split.',
    ]);
    expect(notes(archive('d/x.zip', 'a/3', 'b/3'), split)).toEqual([note('d/x.zip')]);
  });

  test('takes splits from the names of archives and folders', () => {
    const named = [archive('pets-test.zip', 'a/1', 'b/1'), archive('pets.zip', 'a/1', 'b/1')];
    expect(paths(...named)).toEqual([
      ['test/a/1', 'test/b/1'],
      ['train/a/1', 'train/b/1'],
    ]);
    expect(notes(...named)).toEqual([
      'pets-test.zip: its images are for testing, as its name says.',
      'pets.zip: its images are trained on, as it names no split.',
    ]);
    const both = [archive('train.zip', 'a/1', 'b/1'), loose('val set/a/1', 'val set/b/1')];
    expect(paths(...both)[1]).toEqual(['validation/a/1', 'validation/b/1']);
    expect(notes(...both)).toEqual(['val set: its images are for validation, as its name says.']);
    expect(paths(archive('x.zip', 'train/a/1'), archive('dev.zip', 'a/1'))[1]).toEqual([
      'validation/a/1',
    ]);
  });

  test('trains on all where nothing is for training', () => {
    const held = [archive('test.zip', 'a/1', 'b/1'), archive('val.zip', 'a/2', 'b/2')];
    expect(paths(...held)).toEqual([
      ['a/1', 'b/1'],
      ['a/2', 'b/2'],
    ]);
    expect(notes(...held)).toEqual([
      'test.zip: its images are trained on, as there are no others to train on.',
      'val.zip: its images are trained on, as there are no others to train on.',
    ]);
  });

  test('leaves loose images aside that lie in no class folder', () => {
    expect(paths(loose('shot', 'more/a/1', 'more/b/1'), archive('x.zip', 'a/2'))).toEqual([
      [null, 'a/1', 'b/1'],
      ['a/2'],
    ]);
    expect(paths(loose('train/shot'), split)[0]).toEqual([null]);
    const train = archive('train.zip', 'a/2', 'b/2');
    expect(paths(loose('test/shot', 'test/shot2'), train)).toEqual([
      [null, null],
      ['a/2', 'b/2'],
    ]);
    expect(paths(loose('test/shot'), archive('pets.zip', 'a/2', 'b/2'))[0]).toEqual([null]);
    expect(notes(loose('shot'), split)).toEqual([]);
    expect(paths(loose('shot'), archive('test.zip', 'a/1', 'b/1'))[1]).toEqual(['a/1', 'b/1']);
  });

  test('joins what tables tell with what folders tell', () => {
    const folders = loose('a/1', 'b/1');
    expect(paths(folders, told('x.zip', false, 'a/2'))).toEqual([
      ['train/a/1', 'train/b/1'],
      ['train/a/?2'],
    ]);
    expect(notes(folders, told('x.zip', false, 'a/2'))).toEqual([]);
    expect(paths(folders, told('test.zip', false, 'a/2'))[1]).toEqual(['test/a/?2']);
    expect(paths(folders, told('x.zip', true, 'test/a/2'))).toEqual([
      ['train/a/1', 'train/b/1'],
      ['test/a/?2'],
    ]);
    expect(paths(told('x.zip', false, 'a/1'), told('y.zip', false, 'a/2'))).toEqual([
      ['train/a/1'],
      ['train/a/2'],
    ]);
  });
});
