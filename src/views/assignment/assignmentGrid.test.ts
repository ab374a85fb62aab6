import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssignmentLevel, assignmentLevel } from '../../analysis/groups/assignmentLevel.ts';
import { levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { expandAssignment } from '../../spec/run/sparseAssignment.ts';
import { assignmentGrid } from './assignmentGrid.ts';

const sparse = {
  base: [0.01, 0.02],
  groups: [0, 0, 1, 1],
  classes: [0, 1, 1, 2],
  counts: [8, 4, 4, 2],
  values: [0.6, 0.3, 0.2, 0.1],
};
const level: AssignmentLevel = {
  level: 0,
  assignment: sparse,
  built: sparse,
  rows: [1, 0],
  columns: [2, 0, 1],
};

describe('the grid', () => {
  it('holds every value in the order of the tree', () => {
    const { width, height, values } = assignmentGrid(level, 100, 100);
    expect([width, height]).toEqual([3, 2]);
    [0.1, 0.02, 0.2, 0.01, 0.6, 0.3].forEach((value, cell) => {
      expect(values[cell]).toBeCloseTo(value, 6);
    });
  });

  it('keeps the largest of what falls on one cell', () => {
    const { values } = assignmentGrid(level, 2, 1);
    expect(values[0]).toBeCloseTo(0.6, 6);
    expect(values[1]).toBeCloseTo(0.3, 6);
  });

  it('never loses the largest value, however few cells there are', () => {
    const { levelwise, dataset } = levelwiseState({ until: 13 });
    const fine = assignmentLevel(
      levelwise as LevelwiseState,
      1,
      dataset.classes.length,
    ) as AssignmentLevel;
    const most = Math.max(...expandAssignment(fine.assignment, dataset.classes.length).flat());
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 40 }), (x, y) => {
        const { values, width, height } = assignmentGrid(fine, x, y);
        expect(values).toHaveLength(width * height);
        expect(Math.max(...values)).toBeCloseTo(most, 6);
      }),
    );
  });
});
