import { describe, expect, it } from 'vitest';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { ghostsAt, lastMoveOf, movedClasses, movesByEpoch, newestMoves } from './movedClasses.ts';

describe('what moved', () => {
  const levelwise = levelwiseState({ until: 13 }).levelwise as LevelwiseState;

  it('is what lies elsewhere than it was built', () => {
    const moved = movedClasses(levelwise);
    expect(moved.length).toBeGreaterThan(0);
    for (const { index, from, to } of moved) {
      expect(levelwise.built.levels[1].groupOf[index]).toBe(from);
      expect(levelwise.groupOf[1][index]).toBe(to);
    }
  });

  it('keeps places free: of the newest epoch now, of all in the difference, of none before', () => {
    const newest = newestMoves(levelwise);
    expect(ghostsAt(levelwise, 'now')).toEqual(
      newest.map(({ class: index, from }) => ({ index, group: from })),
    );
    expect(ghostsAt(levelwise, 'difference')).toHaveLength(movedClasses(levelwise).length);
    expect(ghostsAt(levelwise, 'before')).toEqual([]);
  });

  it('can be taken back unless it was', () => {
    const move = levelwise.moves[0];
    expect(lastMoveOf(levelwise, move.class)?.class).toBe(move.class);
    const undone = levelwise.moves.map((each) => ({ ...each, undone: true }));
    expect(lastMoveOf({ ...levelwise, moves: undone }, move.class)).toBeNull();
  });

  it('is counted by epoch, a class once however many levels it moved at', () => {
    const counts = movesByEpoch({ levelwise });
    const all = new Set(levelwise.moves.map((move) => `${move.epoch} ${move.class}`));
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(all.size);
    expect([...counts.keys()]).toEqual([...new Set(levelwise.moves.map(({ epoch }) => epoch))]);
    const undone = levelwise.moves.map((move) => ({ ...move, undone: true }));
    expect(movesByEpoch({ levelwise: { ...levelwise, moves: undone } }).size).toBe(0);
  });
});
