import { expect, test } from 'vitest';
import { finishedState, followedBy, sampleState } from '../../analysis/testing/sampleRun.ts';
import { boundNote, emptyNote, hardDescription, hardTable } from './hardWords.ts';

const mnist = { data: 'mnist', rounds: 3, epochs: 2 } as const;

test('one sentence gives both shares and the bound', () => {
  expect(hardDescription(sampleState(mnist, 1, 1))).toBe(
    'No share is known before the first round ends.',
  );
  expect(hardDescription(finishedState(mnist))).toMatch(
    /^After round 3, 0\.0% of the classes .* and 1\.3% by hard errors; the bound is 36\.6%\.$/,
  );
});

test('the empty chart says when it fills, and stops saying so', () => {
  const state = sampleState(mnist, 1, 1);
  expect(emptyNote(state)).toBe('Known when round 1 ends');
  expect(emptyNote(followedBy(state, { type: 'run-stopped', seconds: 3 }))).toBe(
    'Ended before round 1 did',
  );
  expect(emptyNote(sampleState(mnist, 2, 1))).toBeNull();
});

test('methods without γ say so from the start', () => {
  const options = { ...mnist, method: 'averaging' } as const;
  for (const state of [sampleState(options, 1, 0), finishedState(options)]) {
    expect(emptyNote(state)).toContain('complementary networks');
    expect(hardDescription(state)).toBe(emptyNote(state));
    expect(boundNote(state)).toBeNull();
  }
});

test('where no bound holds the reason stands, and a dash in the table', () => {
  const state = finishedState(mnist);
  const bound = { value: null, note: 'No bound holds.' };
  const rounds = state.rounds.map((round) => ({
    ...round,
    outcome: round.outcome && { ...round.outcome, bound },
  }));
  expect(boundNote({ ...state, rounds })).toBe('No bound holds.');
  expect(hardDescription({ ...state, rounds })).toMatch(/; no bound holds\.$/);
  expect(hardTable({ ...state, rounds }).rows.map((row) => row[3])).toEqual([null, null, null]);
  expect(boundNote(state)).toBeNull();
});
