import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { allClassesDescription, allClassesTable, allClassesTitle } from './allClassesWords.ts';

const mnist = { data: 'mnist', rounds: 2, epochs: 3 } as const;

test('title and sentence say how many classes stand how', () => {
  const state = finishedState(mnist);
  expect(allClassesTitle(state, 'gain')).toBe('All 10 classes, most gained first');
  expect(allClassesTitle(sampleState(mnist, 1, 0), 'error')).toBe('All 10 classes');
  expect(allClassesDescription(state)).toMatch(
    /^The ensemble gets at least 90% of \d+ of 10 classes, and less than half of \d+\.$/,
  );
  expect(allClassesDescription(sampleState(mnist, 1, 1))).toBe(
    'Accuracy of the ensemble is known when the first round ends.',
  );
});

test('the table follows the order', () => {
  const { columns, rows } = allClassesTable(sampleState(mnist, 2, 1), [3, 1]);
  expect(rows.map(([name]) => name)).toEqual(['3', '1']);
  expect(rows[0]).toHaveLength(columns.length);
});
