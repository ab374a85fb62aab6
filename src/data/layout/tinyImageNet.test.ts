import { describe, expect, test } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
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
      'tiny/test/n02/val_0.JPEG',
      'tiny/test/n01/val_1.JPEG',
      null,
    ]);
    expect(notes).toEqual([
      'The images under val/ are the test images, as they are by common use.',
      'Images under test/ have no labels and were left out: 1.',
    ]);
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
