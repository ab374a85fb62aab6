import { expect, test } from 'vitest';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { classLevels } from './classLevels.ts';

test('a class has a group at each level, the finest first, and its strongest claims', () => {
  const state = levelwiseState();
  const { levelwise } = state;
  if (levelwise === null) throw new Error('The sample has a tree');
  state.dataset.classes.forEach((_, index) => {
    const levels = classLevels(state, index);
    expect(levels.map(({ level }) => level)).toEqual(
      levelwise.groupOf.map((_, at) => at).toReversed(),
    );
    for (const { level, group, entries } of levels) {
      expect(group).toBe(levelwise.groupOf[level][index]);
      expect(entries.find(({ isOwn }) => isOwn)?.group).toBe(group);
      const values = entries.map(({ value }) => value);
      expect(values).toEqual(values.toSorted((one, other) => other - one));
    }
  });
});

test('a class that moved says when and from where, until the move is taken back', () => {
  const state = levelwiseState();
  const move = state.levelwise?.moves.findLast(({ undone }) => !undone);
  if (!state.levelwise || !move) throw new Error('The sample moves classes');
  const movedAt = (of: typeof state) =>
    classLevels(of, move.class).find(({ level }) => level === move.level)?.moved;
  expect(movedAt(state)).toEqual({ epoch: move.epoch, from: move.from });
  const undone = state.levelwise.moves.map((each) => ({ ...each, undone: true }));
  expect(movedAt({ ...state, levelwise: { ...state.levelwise, moves: undone } })).toBeNull();
});

test('during the warm-up there are no groups', () => {
  expect(classLevels(levelwiseState({ until: 1 }), 0)).toEqual([]);
});
