import { expect, it } from 'vitest';
import { rowsInSight } from './useVisibleRows.ts';

it('draws what is in sight and a little more, never what is not there', () => {
  expect(rowsInSight(300, 900, 1000, 40)).toEqual({ first: 0, end: 21 });
  expect(rowsInSight(-4000, 800, 1000, 40)).toEqual({ first: 94, end: 126 });
  expect(rowsInSight(-39_600, 800, 1000, 40)).toEqual({ first: 984, end: 1000 });
  expect(rowsInSight(-90_000, 800, 1000, 40)).toEqual({ first: 1000, end: 1000 });
  expect(rowsInSight(0, 800, 3, 40)).toEqual({ first: 0, end: 3 });
});
