import { expect, test } from 'vitest';
import { noReadingNote } from '../../analysis/mistakes/testReading.ts';
import { flatTwinState, levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import { branchNames } from '../tree/treeNames.ts';
import { classLevels } from './classGroups.ts';
import { levelwiseAccuracyLines } from './levelwiseAccuracyLines.ts';

test('a class has a group at each level, the finest first, and its strongest claims', () => {
  const state = levelwiseState();
  const { levelwise } = state;
  if (levelwise === null) throw new Error('The sample has a tree');
  const names = branchNames(levelwise, state.dataset.classes);
  state.dataset.classes.forEach((_, index) => {
    const levels = classLevels(state, index);
    expect(levels.map(({ level }) => level)).toEqual(
      levelwise.groupOf.map((_, at) => at).toReversed(),
    );
    for (const { level, name, entries } of levels) {
      expect(name).toBe(names[level][levelwise.groupOf[level][index]]);
      const values = entries.map(({ value }) => value);
      expect(values).toEqual(values.toSorted((one, other) => other - one));
      expect(entries.length).toBeLessThanOrEqual(3);
    }
  });
});

test('a class that moved says when and from where, until the move is taken back', () => {
  const state = levelwiseState();
  const move = state.levelwise?.moves.findLast(({ undone }) => !undone);
  if (!state.levelwise || !move) throw new Error('The sample moves classes');
  const names = branchNames(state.levelwise, state.dataset.classes)[move.level];
  const movedAt = (of: typeof state) =>
    classLevels(of, move.class).find(({ level }) => level === move.level)?.moved;
  expect(movedAt(state)).toEqual({ epoch: move.epoch, from: names[move.from] });
  const undone = state.levelwise.moves.map((each) => ({ ...each, undone: true }));
  expect(movedAt({ ...state, levelwise: { ...state.levelwise, moves: undone } })).toBeNull();
});

test('accuracy is of the run and its flat twin, and never of a vote', () => {
  const state = levelwiseState();
  expect(levelwiseAccuracyLines(state, null, 0).map(({ name }) => name)).toEqual(['This run']);
  const beside = levelwiseAccuracyLines(state, flatTwinState(), 0);
  expect(beside.map(({ name }) => name)).toEqual(['This run', 'Flat twin']);
  for (const { accuracy, error } of beside) {
    expect(accuracy).not.toBeNull();
    expect(error).not.toBeNull();
  }
});

test('during the warm-up there are no groups, and the reading waits for the end of the run', () => {
  const early = levelwiseState({ until: 1 });
  expect(early.levelwise).toBeNull();
  expect(classLevels(early, 0)).toEqual([]);
  expect(noReadingNote(early)).toBe('Known when the run has finished.');
});
