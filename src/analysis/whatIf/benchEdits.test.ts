import { expect, it } from 'vitest';
import { finishedState } from '../testing/sampleRun.ts';
import { isAsTrained, withEqualVotes, withSwitched, withVote } from './benchEdits.ts';
import { asTrained, benchMembers, countedWeights, voteShares } from './benchVotes.ts';
import { changedImages } from './changedImages.ts';

const state = finishedState({ data: 'mnist', rounds: 3, epochs: 1 });
const of = (choice: Parameters<typeof benchMembers>[1]) => benchMembers(state, choice);

it('switches networks off and on, but never the last one', () => {
  const one = withSwitched(asTrained, of(asTrained), 2);
  expect(one.off).toEqual([2]);
  const two = withSwitched(one, of(one), 1);
  expect(two.off).toEqual([1, 2]);
  expect(withSwitched(two, of(two), 3)).toBe(two);
  const back = withSwitched(two, of(two), 1);
  expect(back.off).toEqual([2]);
  // As a link may have it.
  expect(of({ off: [1, 2, 3], votes: {} }).map(({ isOn }) => isOn)).toEqual([true, false, false]);
});

it('weighs votes, off networks not at all', () => {
  const choice = withVote(withSwitched(asTrained, of(asTrained), 2), 1, 0.5);
  const members = of(choice);
  expect(countedWeights(members)).toEqual([0.5, 0, state.rounds[2].outcome?.voteWeight]);
  expect(voteShares(members).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect([isAsTrained(members), isAsTrained(of(asTrained))]).toEqual([false, true]);
  const equal = voteShares(of(withEqualVotes(choice, members)));
  expect(equal[0]).toBe(equal[2]);
  expect(voteShares(of({ off: [], votes: { 1: 0, 2: 0, 3: 0 } }))).toEqual([0, 0, 0]);
});

it('tells which images of a class are lost and won', () => {
  const labels = Int32Array.of(0, 0, 0, 0, 1);
  const [before, now] = [
    [0, 0, 1, 1, 0],
    [0, 1, 0, 1, 1],
  ];
  expect(changedImages(labels, before, now, 0).map(({ image, fate }) => [image, fate])).toEqual([
    [0, 'kept'],
    [1, 'lost'],
    [2, 'won'],
    [3, 'missed'],
  ]);
});
