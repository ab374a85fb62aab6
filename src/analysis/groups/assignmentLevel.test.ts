import { describe, expect, it } from 'vitest';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import {
  assignmentEntropy,
  assignmentLevel,
  assignmentLevels,
  assignmentValue,
  largestAssignment,
  strongestOther,
} from './assignmentLevel.ts';

const sparse = {
  base: [0.01, 0.02],
  groups: [0, 0, 1, 1],
  classes: [0, 1, 1, 2],
  counts: [8, 4, 4, 2],
  values: [0.6, 0.3, 0.2, 0.1],
};
describe('values of Ψ', () => {
  it('are the base where nothing else is said', () => {
    expect(assignmentValue(sparse, 0, 1)).toBe(0.3);
    expect(assignmentValue(sparse, 1, 0)).toBe(0.02);
  });

  it('name the strongest other group that holds images', () => {
    expect(strongestOther(sparse, 0, 1)).toBe(1);
    expect(strongestOther(sparse, 0, 0)).toBe(null);
  });
});

describe('entropy', () => {
  it('is of the shares of a class over groups, in bits', () => {
    const [whole, halves, one, none] = assignmentEntropy(sparse, 4);
    expect([whole, halves, one]).toEqual([0, 1, 0]);
    expect(none).toBeNaN();
  });
});

describe('a level of a run', () => {
  const { levelwise, dataset } = levelwiseState({ until: 13 });
  const state = levelwise as LevelwiseState;

  it('stands beside how it was built', () => {
    const fine = assignmentLevel(state, 1, dataset.classes.length);
    expect(fine?.built).toBe(state.built.levels[1].assignment);
    expect(fine?.assignment).toBe(state.epochs.at(-1)?.levels[1].assignment);
    expect(assignmentLevels(state)).toEqual([0, 1]);
  });

  it('has a scale that no earlier moment exceeds', () => {
    const early = levelwiseState({ until: 4 }).levelwise as LevelwiseState;
    expect(largestAssignment(state, 1)).toBeGreaterThanOrEqual(largestAssignment(early, 1));
    expect(largestAssignment(early, 1)).toBeCloseTo(1 / 4, 6);
  });

  it('shows a Ψ between classes where there is one', () => {
    const built = { ...state.built, levels: [], classAssignment: sparse };
    const between = { ...state, built, classAssignment: sparse };
    const one = { ...between, groupOf: [] };
    expect(assignmentLevels(one)).toEqual([null]);
    expect(assignmentLevel(one, null, 3)?.rows).toEqual([0, 1, 2]);
    expect(largestAssignment(one, null)).toBe(0.6);
  });
});
