import { expect, it } from 'vitest';
import { finishedState, sampleState, sampleTestLabels } from '../testing/sampleRun.ts';
import { classRescues } from './rescues.ts';

const glyphs = { data: 'glyphs', epochs: 1, rounds: 3 } as const;

it('counts what the vote before a network had wrong and the network has right', () => {
  const state = finishedState(glyphs);
  const labels = sampleTestLabels(state);
  const rescues = classRescues(state);
  expect(rescues).toHaveLength(62);
  const [most] = rescues;
  expect(most.shares.map(({ round }) => round)).toEqual([2, 3]);
  const [, second] = state.rounds;
  const before = state.rounds[0].outcome?.predictions.ensemble ?? [];
  const own = second.outcome?.predictions.network ?? [];
  const counted = [...labels].filter(
    (label, image) => label === most.index && before[image] !== label && own[image] === label,
  ).length;
  expect(most.shares[0].share).toBeCloseTo(counted / 60, 12);
  expect(rescues.every(({ total }, at) => at === 0 || total <= rescues[at - 1].total)).toBe(true);
});

it('is empty before a second network', () => {
  expect(classRescues(sampleState(glyphs, 2, 1))).toEqual([]);
});
