import { expect, it } from 'vitest';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { membersState } from '../testing/sampleMembers.ts';
import { asVote, hasMemberTrees, memberRun, treeRounds } from './memberRun.ts';

it('makes of each round the level-wise run that it is', () => {
  const state = membersState({ epochs: 10, until: 6 });
  expect(hasMemberTrees(state)).toBe(true);
  expect(treeRounds(state)).toEqual([1, 2]);
  const [first, second] = [memberRun(state, 1), memberRun(state, 2)];
  const alone = levelwiseState({ epochs: 10 });
  expect(first?.levelwise).toEqual(state.rounds[0].levelwise);
  expect(first?.levelwise?.epochs).toHaveLength(alone.levelwise?.epochs.length ?? 0);
  expect(first?.spec.method).toEqual(alone.spec.method);
  expect([first?.phase, second?.phase]).toEqual(['finished', 'training']);
  expect(second?.levelwise).toBe(state.levelwise);
  expect(second?.rounds.map(({ round, epochs }) => [round, epochs.length])).toEqual([[1, 6]]);
  expect(first?.runId).not.toBe(second?.runId);
});

it('keeps one experiment a round, which views hold on to', () => {
  const state = membersState({ epochs: 8, until: 5 });
  expect(memberRun(state, 2)?.spec).toBe(memberRun({ ...state, seq: 0 }, 2)?.spec);
});

it('draws a round that has not begun as it would begin, and none that is given', () => {
  const state = membersState({ epochs: 8, until: 5 });
  const before = { ...state, rounds: state.rounds.slice(0, 1), levelwise: null };
  expect(memberRun(before, 2)).toMatchObject({ rounds: [], levelwise: null, phase: 'training' });
  const start = { network: 'ab'.repeat(32), as: 'round' as const };
  expect(treeRounds({ spec: { ...state.spec, start } })).toEqual([2]);
});

it('leaves out the tree where the vote is meant', () => {
  const state = membersState({ epochs: 8 });
  expect(asVote(state)).toMatchObject({ levelwise: null, geometry: [], rounds: state.rounds });
  expect(asVote(state)).toBe(asVote(state));
  const alone = levelwiseState({ epochs: 6 });
  expect(asVote(alone)).toBe(alone);
});

it('has nothing to say of other runs', () => {
  const state = levelwiseState({ epochs: 6, until: 2 });
  expect([hasMemberTrees(state), memberRun(state, 1), treeRounds(state)]).toEqual([
    false,
    null,
    [],
  ]);
});
