import { expect, it } from 'vitest';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { entryRows, errorEntries, farthestMistake } from './errorEntry.ts';

const early = levelwiseState({ until: 2 });
const state = levelwiseState({ until: 13 });

it('where errors enter is told of the first epoch measured and of now', () => {
  expect(entryRows(early)).toEqual([]);
  const [first, now] = entryRows(state);
  expect([first.epoch, now.epoch]).toEqual([4, 13]);
  expect(now.error).toBeCloseTo(state.rounds[0].epochs[12].errors.test ?? 0, 9);
  expect(entryRows(levelwiseState({ until: 4 })).map(({ epoch }) => epoch)).toEqual([4, 4]);
});

it('every epoch measured has its entry', () => {
  expect(errorEntries(state).map(({ epoch }) => epoch)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

it('a mistake goes at most to the root of the tree that distances are measured in', () => {
  expect(farthestMistake(state)).toBe(2);
  const levelwise = state.levelwise as LevelwiseState;
  const built = { ...levelwise.built, coarseLabels: null };
  const unlabelled: RunState = { ...state, levelwise: { ...levelwise, built } };
  expect(farthestMistake(unlabelled)).toBe(3);
  expect(farthestMistake(early)).toBeNull();
});
