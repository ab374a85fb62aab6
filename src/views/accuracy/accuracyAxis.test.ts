import { expect, test } from 'vitest';
import { place, ticksFrom } from './accuracyAxis.ts';

test('ticks are round numbers from the floor up', () => {
  expect(ticksFrom(0)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(ticksFrom(0.5)).toEqual([0.5, 0.75, 1]);
  expect(ticksFrom(0.9)).toEqual([0.9, 0.95, 1]);
});

test('shares stand between the ends, those below the floor at it', () => {
  expect(place(0.95, 0.9)).toBe('50.00%');
  expect(place(0.4, 0.9)).toBe('0.00%');
});
