import { expect, test } from 'vitest';
import type { HierarchyState, LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { groupNames } from './groupNames.ts';

const classes = ['bed', 'bee', 'chair', 'couch', 'fly', 'oak', 'pine', 'table'];
const fine = [0, 1, 0, 0, 1, 2, 2, 0];
const coarse = fine.map((group) => (group === 0 ? 0 : 1));

/** Ψ as it is built: every class of a group alike. */
function level(groupOf: number[], names: string[] | null = null, count = Math.max(...groupOf) + 1) {
  const sizes = Array.from({ length: count }, (_, at) => groupOf.filter((g) => g === at).length);
  return {
    groupCount: count,
    names,
    groupOf,
    assignment: {
      base: sizes.map(() => 0),
      groups: groupOf,
      classes: groupOf.map((_, index) => index),
      counts: groupOf.map(() => 10),
      values: groupOf.map((group) => 1 / sizes[group]),
    },
  };
}

function levelwise(levels: HierarchyState['levels']): LevelwiseState {
  const built = {
    epoch: 2,
    from: 'features' as const,
    levels,
    classAssignment: null,
    coarseLabels: null,
    beta: 0.1,
    notes: [],
  };
  const groupOf = levels.map((each) => each.groupOf);
  const rest = { adaptationEnded: null, classAssignment: null, topDown: null };
  return { built, epochs: [], moves: [], pinned: [], groupOf, ...rest };
}

test('a group is called after its first classes, a coarse one after different groups beneath', () => {
  const state = levelwise([level(coarse), level(fine)]);
  expect(groupNames(state, classes)).toEqual([
    ['bed, chair, couch', 'bee, oak, fly'],
    ['bed, chair, couch', 'bee, fly', 'oak, pine'],
  ]);
});

test('names stay as they were when classes change groups', () => {
  const state = levelwise([level(fine)]);
  const before = groupNames(state, classes);
  expect(groupNames({ ...state, groupOf: [fine.with(0, 2)] }, classes)).toBe(before);
});

test('stronger classes come first', () => {
  const built = level(fine);
  const values = built.assignment.values.with(7, 0.4);
  const state = levelwise([{ ...built, assignment: { ...built.assignment, values } }]);
  expect(groupNames(state, classes)[0][0]).toBe('table, bed, chair');
});

test('given names are kept, repeated ones told apart, empty groups said to be empty', () => {
  const given = level(fine, ['things', 'living', 'living']);
  expect(groupNames(levelwise([given]), classes)[0]).toEqual(['things', 'living', 'living (2)']);
  const empty = levelwise([level(fine, null, 4)]);
  expect(groupNames(empty, classes)[0][3]).toBe('group 4, empty');
});

test('long names are not joined', () => {
  const long = classes.map((name) => `Alphabet of ${name}/character 1`);
  expect(groupNames(levelwise([level(fine)]), long)[0][0]).toBe('Alphabet of bed/character 1');
});
