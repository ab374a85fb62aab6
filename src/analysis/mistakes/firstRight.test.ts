import { expect, test } from 'vitest';
import type { RunState } from '../../spec/run/runState.ts';
import { finishedState, sampleState, sampleTestLabels } from '../testing/sampleRun.ts';
import { firstRight, firstRightParts } from './firstRight.ts';
import { votedImages } from './votedImages.ts';

const mnist = { data: 'mnist', epochs: 1, rounds: 2 } as const;

/** Two networks and their vote on five images, four of class 0. */
const labels = Int32Array.of(0, 0, 0, 0, 1);
function twoNetworks(): RunState {
  const state = finishedState(mnist);
  const network = [
    [0, 1, 1, 1, 1],
    [2, 0, 0, 1, 1],
  ];
  const ensemble = [
    [0, 1, 1, 1, 1],
    [0, 0, 1, 1, 1],
  ];
  const rounds = state.rounds.map((round, at) => ({
    ...round,
    outcome: round.outcome && {
      ...round.outcome,
      voteWeight: at + 1,
      predictions: { network: network[at], ensemble: ensemble[at] },
    },
  }));
  return { ...state, rounds };
}

test('each image goes to the first network that got it, and may be lost by the vote', () => {
  expect(firstRight(twoNetworks(), labels, 0)).toEqual([
    { image: 0, round: 1, lost: false },
    { image: 1, round: 2, lost: false },
    { image: 2, round: 2, lost: true },
    { image: 3, round: null, lost: false },
  ]);
});

test('the parts add up to the images of the class', () => {
  const state = sampleState({ data: 'glyphs', epochs: 2 }, 4, 1);
  const images = firstRight(state, sampleTestLabels(state), 1) ?? [];
  const parts = firstRightParts(images, 3);
  expect(parts.map(({ round }) => round)).toEqual([1, 2, 3, null]);
  expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(60);
  expect(parts[0].count / 60).toBeCloseTo(
    state.rounds[0].outcome?.classAccuracy.test?.[1] ?? Number.NaN,
  );
});

test('nothing is known before the first round ends', () => {
  const state = sampleState(mnist, 1, 1);
  expect(firstRight(state, sampleTestLabels(state), 1)).toBeNull();
  expect(firstRight(finishedState(mnist), null, 1)).toBeNull();
});

test('images under dispute: rescued ones first, then lost ones, then the rest', () => {
  const voted = votedImages(twoNetworks(), labels, 0);
  expect(voted.map(({ image }) => image)).toEqual([1, 2, 0]);
  expect(voted[0]).toEqual({
    image: 1,
    ensemble: 0,
    votes: [
      { round: 1, readAs: 1, weight: 1 },
      { round: 2, readAs: 0, weight: 2 },
    ],
  });
  expect(votedImages(finishedState({ ...mnist, rounds: 9 }), null, 0)).toEqual([]);
});
