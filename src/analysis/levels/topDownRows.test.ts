import { expect, it } from 'vitest';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { topDownRows } from './topDownRows.ts';

it('rows stand from the start, without numbers before they are measured', () => {
  const rows = topDownRows(levelwiseState({ until: 13 }));
  expect(rows.map(({ groupsKept }) => groupsKept)).toEqual([null, 1, 2, 4]);
  expect(rows.every(({ accuracy }) => accuracy === null)).toBe(true);
});

it('what is kept stands beside the full mixture', () => {
  const [full, best] = topDownRows(levelwiseState());
  expect(full).toMatchObject({ groupsKept: null, difference: null, dotRatio: 1, timeRatio: 1 });
  expect(best.groupsKept).toBe(1);
  expect(best.dotRatio).toBeCloseTo(15 / 126, 9);
  expect(best.timeRatio).toBeCloseTo(0.012 / 0.061, 9);
  expect(best.difference).toBeCloseTo(0.562 - 0.611, 9);
});
