import { expect, test } from 'vitest';
import { pixelScale } from './pixelScale.ts';

const byte = (value: number, min: number, max: number, whole = false): number | null => {
  const scale = pixelScale({ min, max, whole });
  return scale && Math.floor(value * scale.factor + scale.offset + 0.5);
};

test('values from −1 to 1 go from black to white', () => {
  expect([-1, 0, 1].map((value) => byte(value, -1, 1))).toEqual([0, 128, 255]);
  expect(pixelScale({ min: -1, max: 1, whole: false })?.note).toContain('−1 to 1');
});

test.each([
  ['shares of white', 0.5, 0, 1, false, 128],
  ['counts of dots', 16, 0, 16, true, 255],
  ['bytes', 200, 3, 255, true, 200],
])('%s are scaled to bytes', (_, value, min, max, whole, expected) => {
  expect(byte(value, min, max, whole)).toBe(expected);
});

test.each([
  [-0.9, 1],
  [-1, 0.9],
  [-1, 255],
  [0, 256],
  [Number.NaN, 1],
])('those from %f to %f are no pixels', (min, max) => {
  expect(pixelScale({ min, max, whole: false })).toBeNull();
});
