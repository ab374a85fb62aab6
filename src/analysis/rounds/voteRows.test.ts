import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { heaviestVote, voteRows } from './voteRows.ts';

const mnist = { data: 'mnist', rounds: 3, epochs: 3 } as const;

test('rounds to come have a row of dashes', () => {
  const rows = voteRows(sampleState(mnist, 1, 0));
  expect(rows).toHaveLength(3);
  const unknown = { weightedError: null, gamma: null, clamped: false, weight: null };
  expect(rows[2]).toEqual({ round: 3, standing: 'coming', ...unknown });
});

test('the round in training shows what would follow', () => {
  const rows = voteRows(sampleState(mnist, 2, 2));
  expect(rows.map(({ standing }) => standing)).toEqual(['trained', 'forecast', 'coming']);
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

test('a network that is training has no forecast where all count the same', () => {
  const [row] = voteRows(sampleState({ ...mnist, method: 'averaging' }, 1, 2));
  expect(row).toMatchObject({ standing: 'coming', weight: null });
});

test('bars are measured against the heaviest vote, never against 0', () => {
  expect(heaviestVote(sampleState(mnist, 1, 0))).toBe(0.01);
  const weights = voteRows(finishedState(mnist)).map(({ weight }) => weight ?? 0);
  expect(heaviestVote(finishedState(mnist))).toBe(Math.max(...weights));
});
