import { expect, it } from 'vitest';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { newestLeaving } from './treeFacts.ts';

const whole = levelwiseState().levelwise as LevelwiseState;
const epoch = whole.moves[0].epoch;
const levelwise = levelwiseState({ until: epoch }).levelwise as LevelwiseState;

it('of what moved in the newest epoch the finest level is named, the others are counted', () => {
  const { named, others } = newestLeaving(levelwise);
  const latest = levelwise.moves.filter((move) => move.epoch === epoch);
  expect(named?.level).toBe(Math.max(...latest.map(({ level }) => level)));
  expect(others).toBe(new Set(latest.map((move) => move.class)).size - 1);
});

it('a move that was taken back is not told', () => {
  const moves = levelwise.moves.map((move) => ({ ...move, undone: true }));
  expect(newestLeaving({ ...levelwise, moves })).toEqual({ named: undefined, others: 0 });
});
