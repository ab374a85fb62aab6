import { expect, it } from 'vitest';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { accuracySeries, levelAccuracySeries } from './accuracySeries.ts';

const state = levelwiseState({ until: 13 });
const epochsOf = (values: readonly { readonly epoch: number }[]) =>
  values.map(({ epoch }) => epoch);
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

it('the warm-up is a flat softmax, and belongs to the classes', () => {
  const early = levelAccuracySeries(levelwiseState({ until: 2 }));
  expect(early.groups).toEqual([]);
  expect(epochsOf(early.classes)).toEqual([1, 2]);
  expect(early.mixture).toEqual([]);
});

it('from the tree on every level has its own, and the mixture decides', () => {
  const { groups, classes, mixture } = levelAccuracySeries(state);
  expect(groups.map(epochsOf)).toEqual([from(4, 13), from(4, 13)]);
  expect(epochsOf(classes)).toEqual(from(1, 13));
  expect(epochsOf(mixture)).toEqual(from(4, 13));
  expect(mixture.at(-1)).toEqual(accuracySeries(state, 'test').at(-1));
  expect(mixture.at(-1)?.value).toBeCloseTo(1 - (state.rounds[0].epochs[12].errors.test ?? 0), 12);
});

it('a split that was not measured has no series', () => {
  expect(accuracySeries(state, 'validation')).toEqual([]);
});
