import { describe, expect, it } from 'vitest';
import { levelSplit } from '../../analysis/run/runFacts.ts';
import { flatTwinState, levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { epochExtent, epochTicks } from './curves/epochAxis.ts';
import {
  accuracyExtent,
  epochMarks,
  levelAccuracyDescription,
  levelAccuracyLines,
  levelAccuracyTable,
} from './curves/levelAccuracyLines.ts';
import { levelNames, mixtureWaiting } from './levelNames.ts';
import {
  flatNotice,
  levelShade,
  levelWeightRows,
  weightBands,
  weightsDescription,
  weightsNote,
  weightsTable,
} from './tables/levelWeightWords.ts';

const early = levelwiseState({ until: 2 });
const state = levelwiseState({ until: 13 });
const flat = flatTwinState({ until: 13 });
const levelwise = state.levelwise as LevelwiseState;

/** The state with other values in its newest epoch. */
function withNewest(change: Partial<LevelwiseState['epochs'][number]>): RunState {
  const last = levelwise.epochs[levelwise.epochs.length - 1];
  const epochs = levelwise.epochs.with(-1, { ...last, ...change });
  return { ...state, levelwise: { ...levelwise, epochs } };
}

describe('names of levels', () => {
  it('are known from the spec before the tree is built', () => {
    expect(levelNames(state)).toEqual(['5 groups', '20 groups', 'classes']);
    expect(levelNames(early)).toEqual(levelNames(state));
    expect(levelNames(flat)).toEqual(['classes']);
  });

  it('come with the split that judges levels', () => {
    expect(levelSplit(state)).toBe('test');
    const counts = { ...state.dataset.counts, validation: 10 };
    expect(levelSplit({ ...state, dataset: { ...state.dataset, counts } })).toBe('validation');
  });
});

it('says when the mixture begins', () => {
  expect(mixtureWaiting(early)).toBe('The tree is built after epoch 3');
  expect(mixtureWaiting(levelwiseState({ until: 3 }))).toBe('Begins with epoch 4');
  expect(mixtureWaiting(state)).toBe(null);
  expect(mixtureWaiting({ ...early, phase: 'stopped' })).toContain('ended before');
  expect(mixtureWaiting(flat)).toBe('This run has no levels');
});

describe('accuracy by level', () => {
  it('begins with a flat softmax, then has every level and the mixture', () => {
    expect(levelAccuracyLines(early, null).map(({ kind }) => kind)).toEqual(['classes']);
    const lines = levelAccuracyLines(state, flat);
    expect(lines.map(({ name }) => name)).toEqual([
      '5 groups',
      '20 groups',
      'classes',
      'mixture',
      'flat twin',
    ]);
    expect(lines[0].points[0].x).toBe(4);
    expect(lines[2].points.map(({ x }) => x)).toEqual(
      Array.from({ length: 13 }, (_, at) => at + 1),
    );
    expect(lines[3].points.at(-1)?.y).toBeCloseTo(
      1 - (state.rounds[0].epochs[12].errors.test ?? 0),
    );
    expect(lines[4].points).toHaveLength(13);
  });

  it('has an axis that grows in steps', () => {
    expect(accuracyExtent(early, null).max).toBe(0.4);
    expect(accuracyExtent(state, flat).max).toBe(1);
  });

  it('marks where the tree was built and adapting began', () => {
    expect(epochMarks(state)).toEqual([
      { name: 'tree built', epoch: 3, isPast: true },
      { name: 'adapting', epoch: 5, isPast: true },
    ]);
    expect(epochMarks(early).map(({ isPast }) => isPast)).toEqual([false, false]);
    expect(epochMarks(levelwiseState({ until: 4, adapt: 'none' }))).toHaveLength(1);
    expect(epochMarks(flat)).toEqual([]);
  });

  it('has a description and a table', () => {
    expect(levelAccuracyDescription(state, flat)).toMatch(
      /^Accuracy on test images: 5 groups .+%, 20 groups .+%, classes .+%, mixture .+%, flat twin .+%\.$/,
    );
    expect(levelAccuracyDescription(early, null)).toContain('The tree is built after epoch 3.');
    const { columns, rows } = levelAccuracyTable(state, flat);
    expect(columns).toHaveLength(6);
    expect(rows).toHaveLength(13);
    expect(rows[0].slice(0, 3)).toEqual(['1', null, null]);
  });
});

it('gives the axis of epochs its first epoch and round ones', () => {
  expect(epochExtent(state)).toEqual({ min: 1, max: 24 });
  expect(epochTicks({ min: 1, max: 40 })).toEqual([1, 10, 20, 30, 40]);
  expect(epochTicks({ min: 0, max: 1 })).toEqual([1]);
});

describe('level weights', () => {
  it('are dashes before they are measured', () => {
    expect(
      levelWeightRows(early).every(({ weight, share }) => weight === null && share === null),
    ).toBe(true);
    expect(levelWeightRows(state).map(({ weight }) => weight)).toEqual(
      levelwise.epochs.at(-1)?.levelWeights,
    );
  });

  it('tell when the mixture is a flat softmax in effect', () => {
    expect(flatNotice(state)).toBe(null);
    expect(flatNotice(withNewest({ levelWeights: [0.01, 0.02, 0.97] }))).toMatch(
      /^now a flat softmax: the classes have θ 0\.97/,
    );
    expect(flatNotice(withNewest({ levelShares: [0.01, 0.01, 0.98] }))).toContain('share 0.98');
    // A run without groups has nothing to collapse from.
    expect(flatNotice(withNewest({ levelWeights: [1], levelShares: [1] }))).toBe(null);
  });

  it('stack to 1, the classes first', () => {
    const bands = weightBands(state, 'levelWeights');
    expect(bands).toHaveLength(10);
    for (const { edges } of bands) {
      expect(edges).toHaveLength(4);
      expect(edges[0]).toBe(0);
      expect(edges[3]).toBeCloseTo(1, 9);
    }
    expect(bands[9].edges[1]).toBeCloseTo(levelwise.epochs[9].levelWeights[2], 9);
  });

  it('have words and a table', () => {
    expect(weightsNote(state)).toBe('learned with the network, at least 0.05 each');
    expect(weightsDescription(early)).toContain('The tree is built after epoch 3.');
    expect(weightsDescription(state)).toMatch(
      /^Level weights: 5 groups θ 0\.\d\d, mean share 0\.10/,
    );
    const { columns, rows } = weightsTable(state);
    expect(rows).toHaveLength(10);
    expect(rows[0]).toHaveLength(columns.length);
    const epochs = Array.from({ length: 5000 }, (_, at) => ({
      ...levelwise.epochs[0],
      epoch: at + 1,
    }));
    const long = weightsTable({ ...state, levelwise: { ...levelwise, epochs } });
    expect(long.rows.length).toBeLessThan(1003);
    expect(long.rows.at(-1)?.[0]).toBe('5000');
    expect([0, 1, 2].map((level) => levelShade(level, 3))).toEqual([
      'var(--heat-2)',
      'var(--heat-4)',
      'var(--heat-5)',
    ]);
  });
});
