import { expect, test } from 'vitest';
import { withJoinedTables } from './joinedTables.ts';
import type { PileTable } from './pileTable.ts';

const table = (path: string, lines: readonly string[]): PileTable => ({
  file: path,
  entry: null,
  path,
  archive: null,
  bytes: new TextEncoder().encode(`${lines.join('\n')}\n`),
});
const images = table('cub/images.txt', ['7 a/1.jpg', '8 b/2.jpg', '9 a/3.jpg']);
const splits = table('cub/train_test_split.txt', ['7 1', '8 0', '9 1']);
const labels = table('cub/image_class_labels.txt', ['9 1', '8 2', '7 1']);
const classes = table('cub/classes.txt', ['1 001.cat', '2 002.dog']);
const textOf = ({ bytes }: PileTable) => new TextDecoder().decode(bytes);

test('lists of the same numbers become one table, with splits in words and classes by their names', () => {
  const all = [classes, labels, images, splits];
  for (const tables of [all, all.toReversed()]) {
    const [joined, ...others] = withJoinedTables(tables);
    expect(others).toEqual([]);
    expect(new Set(joined.parts)).toEqual(new Set(all));
    expect(joined.path).toBe('cub/images.txt');
    const [header, ...rows] = textOf(joined).trim().split('\n');
    expect(new Set(header.split(','))).toEqual(
      new Set(['"image"', '"split"', '"image_class_labels"']),
    );
    expect(rows.map((row) => new Set(row.split(',')))).toEqual([
      new Set(['"a/1.jpg"', '"train"', '"001.cat"']),
      new Set(['"b/2.jpg"', '"test"', '"002.dog"']),
      new Set(['"a/3.jpg"', '"train"', '"001.cat"']),
    ]);
  }
});

test.each([
  ['lie in another folder', table('other/train_test_split.txt', ['7 1', '8 0', '9 1'])],
  ['have other numbers', table('cub/train_test_split.txt', ['7 1', '8 0', '6 1'])],
  ['leave some out', table('cub/train_test_split.txt', ['7 1', '8 0'])],
  ['say a number twice', table('cub/train_test_split.txt', ['7 1', '7 0', '8 0', '9 1'])],
  ['have more cells', table('cub/bounding_boxes.txt', ['7 1 2', '8 0 2', '9 1 3', '7'])],
])('lists that %s are left as they are', (_, other) => {
  const tables = [images, other];
  expect(withJoinedTables(tables)).toBe(tables);
});
