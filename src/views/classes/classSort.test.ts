import { expect, test } from 'vitest';
import { walked } from './classSort.ts';

test('walking stops at the ends', () => {
  expect(walked([5, 3, 4], null, 1)).toBe(5);
  expect(walked([5, 3, 4], 5, 1)).toBe(3);
  expect(walked([5, 3, 4], 4, 1)).toBe(4);
  expect(walked([5, 3, 4], 5, -1)).toBe(5);
});
