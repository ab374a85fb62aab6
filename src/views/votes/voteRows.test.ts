import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { voteRows, votesDescription, votesTable } from './voteRows.ts';

const mnist = { data: 'mnist', rounds: 3, epochs: 3 } as const;

test('rounds to come have a row of dashes', () => {
  const rows = voteRows(sampleState(mnist, 1, 0));
  expect(rows).toHaveLength(3);
  expect(rows[2]).toEqual({
    round: 3,
    weightedError: null,
    gamma: null,
    clamped: false,
    weight: null,
    forecast: true,
  });
});

test('the round in training shows what would follow', () => {
  const rows = voteRows(sampleState(mnist, 2, 2));
  expect(rows.map(({ forecast }) => forecast)).toEqual([false, true, true]);
  expect(rows[1].weight).toBeCloseTo(Math.log(1 / (rows[1].gamma ?? 1)));
});

test('where every network counts the same there is no γ', () => {
  const rows = voteRows(finishedState({ ...mnist, method: 'averaging' }));
  expect(rows.map(({ gamma, weight }) => [gamma, weight])).toEqual([
    [null, 1],
    [null, 1],
    [null, 1],
  ]);
});

test('the description and the table tell the same', () => {
  expect(votesDescription(sampleState(mnist, 1, 1))).toContain('No network has a vote');
  expect(votesDescription(finishedState(mnist))).toMatch(
    /network 1 [\d.]+, network 2 [\d.]+, network 3/,
  );
  expect(votesTable(sampleState(mnist, 2, 2)).rows.map((row) => row[4])).toEqual([
    'trained',
    'if it ended now',
    'to come',
  ]);
});
