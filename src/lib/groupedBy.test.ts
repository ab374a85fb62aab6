import { expect, test } from 'vitest';
import { groupedBy } from './groupedBy.ts';

test('items stand under their key, in the order in which they come', () => {
  const groups = groupedBy([3, 8, 5, 2, 3], (value) => value % 2);
  expect([...groups]).toEqual([
    [1, [3, 5, 3]],
    [0, [8, 2]],
  ]);
});
