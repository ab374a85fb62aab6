import { describe, expect, it } from 'vitest';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { limbSpans, ranks, treeOrder } from './treeOrder.ts';

/** A tree of the given groups, with the sample's other facts. */
function treeOf(
  groupOf: readonly (readonly number[])[],
  counts: readonly number[],
  before = groupOf,
) {
  const { levelwise } = levelwiseState({ until: 4 });
  const { built } = levelwise as LevelwiseState;
  const levels = counts.map((groupCount, at) => ({
    ...built.levels[0],
    groupCount,
    groupOf: [...before[at]],
  }));
  return { ...(levelwise as LevelwiseState), built: { ...built, levels }, groupOf };
}

describe('the order of a tree', () => {
  it('is by coarsest group, then finer, then index', () => {
    const order = treeOrder(
      treeOf(
        [
          [1, 0, 1, 0, 0],
          [0, 2, 1, 2, 3],
        ],
        [2, 4],
      ),
      5,
    );
    expect(order.groups).toEqual([
      [0, 1],
      [2, 3, 0, 1],
    ]);
    expect(order.classes).toEqual([1, 3, 4, 0, 2]);
    expect([...(order.classLimb ?? [])]).toEqual([1, 0, 1, 0, 0]);
    expect([...order.limbOf[1]]).toEqual([1, 1, 0, 0]);
  });

  it('keeps a class under its finest group where levels are not nested', () => {
    const order = treeOrder(
      treeOf(
        [
          [0, 0, 1, 1, 0],
          [0, 0, 0, 1, 1],
        ],
        [2, 2],
      ),
      5,
    );
    // Group 0 holds class 2 of the other limb; group 1 is tied and takes the lower limb.
    expect([...order.limbOf[1]]).toEqual([0, 0]);
    expect(order.classes).toEqual([0, 1, 2, 3, 4]);
    expect([...(order.classLimb ?? [])]).toEqual([0, 0, 0, 0, 0]);
  });

  it('leaves an emptied group where it was built', () => {
    const now = [
      [0, 0, 1, 1],
      [0, 0, 1, 1],
    ];
    const before = [
      [0, 0, 1, 1],
      [0, 0, 1, 2],
    ];
    const order = treeOrder(treeOf(now, [2, 3], before), 4);
    expect([...order.limbOf[1]]).toEqual([0, 1, 1]);
  });

  it('is the order of the classes where there are no levels', () => {
    const order = treeOrder(treeOf([], []), 3);
    expect(order).toEqual({ classes: [0, 1, 2], groups: [], limbOf: [], classLimb: null });
  });

  it('lists every class once', () => {
    const { levelwise, dataset } = levelwiseState({ until: 13 });
    const { classes, groups } = treeOrder(levelwise as LevelwiseState, dataset.classes.length);
    expect(classes.toSorted((a, b) => a - b)).toEqual([...dataset.classes.keys()]);
    expect(groups[1].toSorted((a, b) => a - b)).toEqual([...Array(20).keys()]);
  });
});

it('finds places and stretches of an order', () => {
  expect([...ranks([2, 0, 1])]).toEqual([1, 2, 0]);
  expect(limbSpans([0, 1, 2, 3], Int32Array.from([0, 0, 1, 0]))).toEqual([
    { limb: 0, from: 0, to: 2 },
    { limb: 1, from: 2, to: 3 },
    { limb: 0, from: 3, to: 4 },
  ]);
});
