import { describe, expect, it } from 'vitest';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { levelwiseLog, levelwiseState } from '../testing/sampleLevelwise.ts';
import { classesElsewhere } from './movedClasses.ts';
import { agreements, groupTurnover, largestMove, moveEntries, undoable } from './moveEntries.ts';

const levelwise = levelwiseState({ until: 13 }).levelwise as LevelwiseState;

/** The sample run after a person took its newest move back, at its finest level. */
function takenBack(): RunState {
  const log = levelwiseLog({ until: 13 });
  const [{ moves }] = moveEntries(levelwise, null);
  const { level, class: index, from, to, epoch } = moves[0];
  const undo = { type: 'move-undone', epoch, step: 0, level, class: index, from: to, to: from };
  const stamp = { runId: 'sample', seq: log.length, at: 0 };
  return foldRun([...log, { ...undo, ...stamp } as (typeof log)[number]]) as RunState;
}

describe('the feed', () => {
  it('is newest first, with the levels of one class together', () => {
    const entries = moveEntries(levelwise, null);
    const epochs = entries.map(({ epoch }) => epoch);
    expect(epochs).toEqual(epochs.toSorted((a, b) => b - a));
    expect(entries.reduce((sum, { moves }) => sum + moves.length, 0)).toBe(levelwise.moves.length);
    expect(entries[0].moves.map(({ level }) => level)).toEqual([1, 0]);
    expect(new Set(entries[0].moves.map((move) => move.class))).toEqual(
      new Set([entries[0].index]),
    );
  });

  it('keeps what one group lost or gained, that level first', () => {
    const [{ moves }] = moveEntries(levelwise, null);
    const coarse = moves[1];
    const entries = moveEntries(levelwise, { level: 0, group: coarse.from });
    expect(entries.length).toBeLessThan(moveEntries(levelwise, null).length);
    for (const entry of entries) {
      expect(entry.moves[0].level).toBe(0);
      expect([entry.moves[0].from, entry.moves[0].to]).toContain(coarse.from);
    }
  });

  it('offers to take back only what still holds', () => {
    const [entry] = moveEntries(levelwise, null);
    expect(undoable(entry, levelwise)).toHaveLength(2);
    const after = takenBack().levelwise as LevelwiseState;
    const [again] = moveEntries(after, null);
    expect(again.moves.map(({ undone }) => undone)).toEqual([true, false]);
    expect(undoable(again, after).map(({ level }) => level)).toEqual([0]);
  });
});

describe('turnover', () => {
  it('counts who left a group and who came', () => {
    const [{ moves }] = moveEntries(levelwise, null);
    const { level, from, to } = moves[0];
    const before = groupTurnover(
      { ...levelwise, groupOf: levelwise.built.levels.map(({ groupOf }) => groupOf) },
      { level, group: from },
    );
    expect(before).toMatchObject({ left: 0, came: 0 });
    expect(groupTurnover(levelwise, { level, group: from }).left).toBeGreaterThan(0);
    expect(groupTurnover(levelwise, { level, group: to }).came).toBeGreaterThan(0);
  });

  it('counts classes that stand elsewhere than built', () => {
    const moved = new Set(levelwise.moves.map((move) => move.class));
    expect(classesElsewhere(levelwise)).toBe(moved.size);
  });
});

it('measures the bars by the largest Ψ of any move', () => {
  expect(largestMove(levelwise)).toBe(Math.max(...levelwise.moves.map(({ after }) => after)));
  expect(largestMove({ moves: [] })).toBe(0);
});

it('tells agreement per level, and nothing without coarse labels', () => {
  expect(agreements(levelwise).map(({ level }) => level)).toEqual([0, 1]);
  const unlabelled = levelwise.epochs.map((epoch) => ({ ...epoch, coarseAgreement: null }));
  expect(agreements({ ...levelwise, epochs: unlabelled })).toEqual([]);
});
