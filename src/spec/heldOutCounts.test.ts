import { expect, test } from 'vitest';
import { heldOutCount, validationCountOf } from './heldOutCounts.ts';

test('shares are rounded, take at least one image and leave at least one', () => {
  expect([0, 1, 2, 3, 10, 5421].map((count) => heldOutCount(count, 0.1))).toEqual([
    0, 0, 1, 1, 1, 542,
  ]);
  expect(heldOutCount(10, 0)).toBe(0);
  expect(heldOutCount(10, 0.99)).toBe(9);
  expect(validationCountOf(10, { perClass: 4 })).toBe(4);
  expect(validationCountOf(10, 0.2)).toBe(2);
});
