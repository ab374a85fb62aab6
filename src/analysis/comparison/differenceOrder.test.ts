import { expect, it } from 'vitest';
import { flatTwinState, levelwiseState } from '../testing/sampleLevelwise.ts';
import { type ClassDifference, classDifferences } from './classDifferences.ts';
import { orderedDifferences } from './differenceOrder.ts';
import { testPairing } from './testPairing.ts';

const classes = ['bed', 'bee', 'ant'];
const rows = [0.004, 0.08, -0.05].map(
  (difference, index): ClassDifference => ({
    index,
    own: 0.5 + difference,
    baseline: 0.5,
    difference,
    error: 0.02,
    images: 100,
  }),
);
const own = levelwiseState({ classes: 20 });
const baseline = flatTwinState({ classes: 20 });
const all = classDifferences(own, baseline, 'test', testPairing(own, baseline, null));

it('rows go by difference, by name, or group by group', () => {
  const state = { ...own, dataset: { ...own.dataset, classes } };
  expect(orderedDifferences(rows, 'difference', state).map(({ index }) => index)).toEqual([
    1, 0, 2,
  ]);
  expect(orderedDifferences(rows, 'name', state).map(({ index }) => index)).toEqual([2, 0, 1]);
  const [coarse, fine] = own.levelwise!.groupOf;
  const places = orderedDifferences(all, 'tree', own).map(
    ({ index }) => coarse[index] * 100 + fine[index],
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
