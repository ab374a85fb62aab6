import { describe, expect, it } from 'vitest';
import type { LevelwiseState } from '../../spec/run/runState.ts';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import {
  classEntropy,
  entriesByClass,
  ghostsAt,
  groupStrength,
  lastMoveOf,
  meanAccuracy,
  movedClasses,
  newestMoves,
} from './treeFacts.ts';

const assignment = {
  base: [0, 0],
  groups: [0, 0, 1, 1],
  classes: [0, 1, 1, 2],
  counts: [10, 6, 2, 8],
  values: [0.6, 0.3, 0.2, 0.8],
};

describe('the facts of a level', () => {
  it('lists the entries of a class, the largest first', () => {
    expect(entriesByClass(assignment).get(1)).toEqual([
      { group: 0, value: 0.3, share: 0.75 },
      { group: 1, value: 0.2, share: 0.25 },
    ]);
  });

  it('gives a group the mean share of its classes’ images', () => {
    expect(groupStrength(assignment, 0, [0, 1])).toBeCloseTo((1 + 0.75) / 2);
    expect(groupStrength(assignment, 1, [0])).toBe(0);
    expect(groupStrength(assignment, 1, [])).toBeNull();
  });

  it('measures the spread of a class in bits', () => {
    expect(classEntropy(assignment, 0)).toBeCloseTo(0);
    expect(classEntropy(assignment, 1)).toBeCloseTo(0.8113, 4);
    expect(classEntropy(assignment, 9)).toBeNull();
  });

  it('takes the mean over classes that have an accuracy', () => {
    expect(meanAccuracy([0.5, null, 1], [0, 1, 2])).toBe(0.75);
    expect(meanAccuracy([null], [0])).toBeNull();
    expect(meanAccuracy(null, [0])).toBeNull();
  });
});

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
});
