import { expect, test } from 'vitest';
import { voteRows } from '../../analysis/rounds/voteRows.ts';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { clampReason, votesDescription, votesNote, votesTable } from './voteWords.ts';

const mnist = { data: 'mnist', rounds: 3, epochs: 3 } as const;

test('one sentence gives the weights of the trained networks', () => {
  expect(votesDescription(sampleState(mnist, 1, 1))).toContain('No network has a vote');
  expect(votesDescription(finishedState(mnist))).toMatch(
    /network 1 [\d.]+, network 2 [\d.]+, network 3 [\d.]+\.$/,
  );
});

test('equal votes are said to be equal', () => {
  const state = finishedState({ ...mnist, method: 'averaging' });
  expect(votesNote(state)).toBe('every network counts the same');
  expect(votesDescription(state)).toBe('Every network counts the same in the vote.');
  expect(votesTable(state).rows[0].slice(2, 4)).toEqual([null, '1.0000']);
});

test('boosted networks have weights without γ', () => {
  const state = finishedState({ ...mnist, method: 'deep-boosting' });
  expect(votesNote(state)).toBe('error, weight in the vote');
  const { columns, rows } = votesTable(state);
  expect(columns.map(({ label }) => label)).toContain('weight');
  expect(rows[0][2]).toBeNull();
  expect(votesDescription(state)).toMatch(/^Weights in the vote: network 1 [\d.]+,/);
});

test('the table has a row for each round that has started', () => {
  expect(votesTable(sampleState(mnist, 2, 2)).rows.map((row) => [row[0], row[4]])).toEqual([
    [1, 'trained'],
    [2, 'if it ended now'],
  ]);
  expect(votesTable(sampleState(mnist, 1, 0)).rows).toEqual([[1, null, null, null, 'training']]);
});

test('a clamped γ is told with its reason', () => {
  const state = clampedIn(finishedState(mnist), 1 - 1e-6);
  expect(votesDescription(state)).toContain('γ was held at its limit in round 1.');
  expect(votesTable(state).rows[0][4]).toBe('trained, γ at its limit');
  expect(clampReason(voteRows(state)[0])).toContain('μ·ε reached ½');
  expect(clampReason(voteRows(clampedIn(state, 1e-6))[0])).toContain('ε came close to 0');
});

/** A state whose first round's γ was held. */
function clampedIn(state: RunState, gamma: number): RunState {
  const [first, ...others] = state.rounds;
  if (first.outcome === null) throw new Error('round 1 is not finished');
  const outcome = { ...first.outcome, gamma, gammaClamped: true };
  return { ...state, rounds: [{ ...first, outcome }, ...others] };
}
