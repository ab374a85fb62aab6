import { describe, expect, test } from 'vitest';
import { dataErrorOf, expectRefusal } from '../testing/errors.ts';
import { findAnnotations, placeTinyImages } from './tinyImageNet.ts';

const listPath = 'tiny/val/val_annotations.txt';
const lines = 'val_0.JPEG\tn02\t0\t0\t3\t3\r\nval_1.JPEG\tn01\n';
const paths = [
  'tiny/train/n01/images/n01_0.JPEG',
  'tiny/train/n02/other.JPEG',
  'tiny/val/images/val_0.JPEG',
  'tiny/val/images/val_1.JPEG',
  'tiny/test/images/test_0.JPEG',
];
const place = (list: string, all: readonly string[] = paths) =>
  placeTinyImages(all, { path: listPath, bytes: new TextEncoder().encode(list) }, 'a.zip');

describe('placeTinyImages', () => {
  test('puts each image under its class', () => {
    const { placed, notes } = place(lines);
    expect(placed).toEqual([
      'tiny/train/n01/n01_0.JPEG',
      'tiny/train/n02/other.JPEG',
      'tiny/val/n02/val_0.JPEG',
      'tiny/val/n01/val_1.JPEG',
      null,
    ]);
    expect(notes).toEqual(['Images under test/ have no labels and were left out: 1.']);
  });

  const hostile: readonly [string, string, string[]][] = [
    ['an empty list', '', ['no class for “val_0.JPEG”']],
    ['an image that is not there', `${lines}val_2.JPEG\tn01\n`, ['“val_2.JPEG”, which is not']],
    ['an image twice', `${lines}val_1.JPEG\tn02\n`, ['line 3', '“val_1.JPEG” again']],
    ['a line without a class', 'val_0.JPEG\n', ['line 1', '“val_0.JPEG”']],
    ['a box of three sides', 'val_0.JPEG\tn01\t1\t2\t3\n', ['line 1']],
    ['a box of letters', 'val_0.JPEG\tn01\t1\t2\t3\tx\n', ['line 1']],
    ['a class that leads out', 'val_0.JPEG\t..\n', ['line 1']],
    ['a class of two folders', 'val_0.JPEG\ta/b\n', ['line 1']],
  ];
  test.each(hostile)('refuses %s', async (_name, list, parts) => {
    await expectRefusal(() => place(list), ['a.zip', listPath, ...parts]);
  });

  test('refuses a list cut at any line, and any image left out', async () => {
    await dataErrorOf(() => place(lines.slice(0, lines.indexOf('\n') + 1)));
    await dataErrorOf(() => place(lines, paths.toSpliced(3, 1)));
  });
});

test('findAnnotations knows the layout by its list', () => {
  expect(findAnnotations([{ path: 'a' }, { path: listPath }])?.path).toBe(listPath);
  expect(findAnnotations([{ path: 'eval/val_annotations.txt' }])).toBeUndefined();
});
