import { expect, it } from 'vitest';
import { hardestFifthError } from './hardestFifth.ts';

it('is the mean error of the hardest fifth of the classes that have images', () => {
  expect(hardestFifthError([])).toBeNull();
  expect(hardestFifthError([null, null])).toBeNull();
  expect(hardestFifthError([0.75])).toBe(0.25);
  expect(hardestFifthError([1, 0.5, 1, 1, null, 1])).toBe(0.5);
  const eleven = [1, 1, 0.25, 1, 1, 0.5, 1, 0.75, 1, 1, 1];
  expect(hardestFifthError(eleven)).toBe((0.75 + 0.5 + 0.25) / 3);
});
