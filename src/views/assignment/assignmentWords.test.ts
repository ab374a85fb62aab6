import { describe, expect, it } from 'vitest';
import {
  type AssignmentLevel,
  assignmentLevel,
  assignmentValue,
} from '../../analysis/groups/assignmentLevel.ts';
import { levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import {
  assignmentChanges,
  assignmentDescription,
  assignmentDigits,
  assignmentTable,
  changesText,
  classText,
  rowNames,
} from './assignmentWords.ts';

const state = levelwiseState({ until: 13 });
const levelwise = state.levelwise as LevelwiseState;
const { classes } = state.dataset;
const shown = assignmentLevel(levelwise, 1, classes.length) as AssignmentLevel;
const names = rowNames(levelwise, 1, classes);

describe('what the map says of a class', () => {
  it('names the group it left and the one it came to', () => {
    const move = levelwise.moves.find(({ level }) => level === 1);
    if (move === undefined) throw new Error('the sample has no move');
    const changes = assignmentChanges(levelwise, shown, move.class, classes);
    expect(changes.map(({ name }) => name)).toEqual([names[move.from], names[move.to]]);
    expect(changes[1].before).toBe(assignmentValue(shown.built, move.to, move.class));
    expect(changes[1].now).toBe(assignmentValue(shown.assignment, move.to, move.class));
    expect(changes[1].now).toBeGreaterThan(changes[1].before);
  });

  it('names another claimant where it stayed', () => {
    const stayed = classes.findIndex(
      (_, index) => levelwise.built.levels[1].groupOf[index] === levelwise.groupOf[1][index],
    );
    const changes = assignmentChanges(levelwise, shown, stayed, classes);
    expect(changes).toHaveLength(2);
    expect(changes[0].name).toBe(names[levelwise.groupOf[1][stayed]]);
  });

  it('writes before and now', () => {
    const changes = [
      { name: 'fish', before: 0.21, now: 0.1 },
      { name: 'flowers', before: 0.05, now: 0.19 },
    ];
    expect(changesText(changes, 2)).toBe('fish 0.21 → 0.10; flowers 0.05 → 0.19');
    expect(classText(levelwise, shown, 0, classes)).toMatch(/^beaver: .+; entropy 0\.\d\d bits$/);
  });
});

it('gives small values the decimals that tell them apart', () => {
  expect([1, 0.24, 0.05, 0.004, 0].map(assignmentDigits)).toEqual([2, 2, 3, 4, 2]);
});

describe('description and table', () => {
  it('hold every class in the order of the tree', () => {
    const { rows, columns } = assignmentTable(state, shown);
    expect(rows).toHaveLength(100);
    expect(rows[0]).toHaveLength(columns.length);
    expect(rows.map(([name]) => name)).toEqual(shown.columns.map((index) => classes[index]));
    expect(assignmentDescription(state, shown)).toContain('Ψ of 20 groups for 100 classes');
  });

  it('wait for the tree', () => {
    const early = levelwiseState({ until: 2 });
    expect(assignmentTable(early, null).rows).toEqual([]);
    expect(assignmentDescription(early, null)).toContain('not known');
  });
});
