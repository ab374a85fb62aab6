import { expect, it } from 'vitest';
import { mistakeSeverity } from './mistakeSeverity.ts';

/** Eight classes: two halves of two pairs each. */
const levels = [
  { groupCount: 2, groupOf: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1) },
  { groupCount: 4, groupOf: Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3) },
];

it('is the mean height of the lowest common ancestor over the mistakes alone', () => {
  const labels = Int32Array.of(0, 0, 0, 0, 6);
  // Right; in its pair (1); in its half (2); in the other half (3); in its pair (1).
  expect(mistakeSeverity(levels, Int32Array.of(0, 1, 2, 7, 7), labels)).toBe((1 + 2 + 3 + 1) / 4);
  expect(mistakeSeverity(levels, labels, labels)).toBeNull();
});

it('is 1 for every mistake in a tree that has the classes alone', () => {
  expect(mistakeSeverity([], Int32Array.of(1, 2), Int32Array.of(0, 2))).toBe(1);
});
