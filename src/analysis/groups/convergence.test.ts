import { describe, expect, it } from 'vitest';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { epochMoves, quietEpochs, settledEpochs, undecidedClasses } from './convergence.ts';
import { movesByEpoch } from './movedClasses.ts';

const sample = (until: number, wavering = 1) =>
  levelwiseState({ until, wavering }).levelwise as LevelwiseState;

describe('moves by epoch', () => {
  it('count every epoch of adaptation, those without a move too', () => {
    const levelwise = sample(14, 0);
    const moves = epochMoves(levelwise);
    // Adaptation begins with the fifth epoch.
    expect(moves.map(({ epoch }) => epoch)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    const told = movesByEpoch({ levelwise });
    expect(moves.map(({ moved }) => moved)).toEqual(moves.map(({ epoch }) => told.get(epoch) ?? 0));
    expect(moves.some(({ moved }) => moved > 0)).toBe(true);
    expect(epochMoves(sample(4))).toEqual([]);
  });

  it('tell for how long none has moved', () => {
    const levelwise = sample(12, 0);
    const none = { ...levelwise, moves: [] };
    expect(quietEpochs(none)).toBe(8);
    const last = { ...levelwise.moves[0], epoch: 10 };
    expect(quietEpochs({ ...none, moves: [last] })).toBe(2);
    expect(quietEpochs({ ...none, moves: [{ ...last, undone: true }] })).toBe(8);
    expect(quietEpochs(sample(4))).toBe(0);
  });
});

describe('a class that goes back and forth', () => {
  // The first to leave its group: home after 5, back after 6, home again after 7.
  const wavering = 3;

  it('is undecided from the first time that it returns', () => {
    expect([...undecidedClasses(sample(5))]).toEqual([]);
    expect([...undecidedClasses(sample(6))]).toEqual([wavering]);
    expect([...undecidedClasses(sample(12))]).toEqual([wavering]);
    expect([...undecidedClasses(sample(12, 0))]).toEqual([]);
  });

  it('is settled once it has stayed, is pinned, or adaptation has ended', () => {
    const levelwise = sample(6 + settledEpochs);
    const until = (epoch: number) => ({
      ...levelwise,
      moves: levelwise.moves.filter((move) => move.epoch <= epoch),
    });
    expect([...undecidedClasses(until(7))]).toEqual([wavering]);
    expect([...undecidedClasses(until(6))]).toEqual([]);
    expect(undecidedClasses({ ...until(7), pinned: [wavering] }).size).toBe(0);
    const adaptationEnded = { epoch: 9, quietEpochs: 2 };
    expect(undecidedClasses({ ...until(7), adaptationEnded }).size).toBe(0);
    const moves = until(7).moves.map((move) => ({ ...move, undone: move.epoch > 5 }));
    expect(undecidedClasses({ ...levelwise, moves }).size).toBe(0);
  });
});
