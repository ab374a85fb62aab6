import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { importanceDescription, importanceNote, importanceTable } from './importanceWords.ts';

const mnist = { data: 'mnist', epochs: 3, rounds: 3 } as const;

test('one sentence says how far importance runs', () => {
  expect(importanceDescription(sampleState(mnist, 1, 0))).toBe(
    'All 10 classes have the same importance, 1.',
  );
  expect(importanceDescription(sampleState(mnist, 2, 1))).toMatch(
    /^If the round ended now, importance would run from 1\.\d\d for \d to 0\.\d\d for \d, where 1 is/,
  );
  expect(importanceDescription(finishedState(mnist))).toMatch(/^In round 3 importance runs from/);
});

test('methods without importance say so', () => {
  const state = sampleState({ data: 'mnist', method: 'averaging', epochs: 3 }, 1, 2);
  expect(importanceNote(state)).toBe('This method gives every class the same importance.');
});

test('the table has a column a round and the forecast', () => {
  const table = importanceTable(sampleState(mnist, 2, 1));
  expect(table.columns.map(({ label }) => label)).toEqual(['class', '1', '2', 'next']);
  expect(table.rows).toHaveLength(10);
  expect(table.rows[0][1]).toBe('1.00');
  expect(importanceTable(finishedState(mnist)).rows[0][4]).toBeNull();
});
