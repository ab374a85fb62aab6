import { describe, expect, it } from 'vitest';
import { entryRows } from '../../../analysis/levels/errorEntry.ts';
import { flatTwinState, levelwiseState } from '../../../analysis/testing/sampleLevelwise.ts';
import type { LevelwiseState } from '../../../spec/run/levelwiseState.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import {
  entryDescription,
  entryInk,
  entryLimit,
  entryNames,
  entryTable,
  severityNote,
} from '../errorEntryWords.ts';
import {
  keptText,
  lossText,
  ratioText,
  topDownDescription,
  topDownNote,
  topDownTable,
} from './topDownWords.ts';
import {
  fineDifferenceText,
  finePointsText,
  publishedTables,
  topErrorsDescription,
  topErrorsTable,
} from './topErrorWords.ts';

const early = levelwiseState({ until: 2 });
const state = levelwiseState({ until: 13 });
const finished = levelwiseState();
const flat = flatTwinState();

describe('where errors enter', () => {
  it('names what went wrong at each level', () => {
    expect(entryNames(state)).toEqual([
      'wrong of 5 groups',
      'wrong of 20 groups',
      'right group, wrong class',
    ]);
    expect(entryNames(flat)).toEqual(['classes']);
  });

  it('has an axis that holds the largest error so far', () => {
    expect(entryLimit(state)).toBeGreaterThanOrEqual(entryRows(state)[0].error);
    expect(entryLimit(state)).toBe(entryLimit(finished));
    expect(entryLimit(early)).toBe(0.01);
  });

  it('explains distances by the tree they are measured in', () => {
    expect(severityNote(state)).toContain('by the coarse labels');
    const levelwise = state.levelwise as LevelwiseState;
    const built = { ...levelwise.built, coarseLabels: null };
    const unlabelled: RunState = { ...state, levelwise: { ...levelwise, built } };
    expect(severityNote(unlabelled)).toContain('3 one between the farthest; by the tree as built');
  });

  it('has words and a table', () => {
    expect(entryDescription(state)).toMatch(
      /^Of test images \d+\.\d% are wrong: wrong of 5 groups/,
    );
    expect(entryDescription(early)).toContain('The tree is built after epoch 3.');
    const { columns, rows } = entryTable(state);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toHaveLength(columns.length);
  });

  it('gives the gravest errors the most ink', () => {
    const inks = [0, 1, 2, 3].map((level) => entryInk(level, 4));
    expect(inks).toEqual(inks.toSorted((a, b) => b - a));
    expect(entryInk(0, 1)).toBeLessThan(0.5);
  });
});

describe('top-k errors', () => {
  it('are compared with the flat twin in points', () => {
    expect([
      fineDifferenceText(-0.0084),
      fineDifferenceText(0.0001),
      fineDifferenceText(0),
    ]).toEqual(['−0.84', '+0.01', '0.00']);
    expect(fineDifferenceText(null)).toBe('–');
  });

  it('stand beside the published differences to their own baselines', () => {
    const [small, large] = publishedTables;
    expect(small.rows.map(({ points }) => points.map(finePointsText))).toEqual([
      ['−0.08', '+0.01', '−0.03', '−0.13'],
      ['−0.49', '−0.36', '−0.43', '−0.34'],
      ['−0.84', '−0.64', '−0.41', '−0.35'],
    ]);
    expect(large.rows.map(({ points }) => finePointsText(points[3]))).toEqual(['−0.38', '−1.13']);
    expect(large.title).toBe('ImageNet10K, Table IV, against N-way softmax');
  });

  it('have words and a table', () => {
    expect(topErrorsDescription(finished, flat)).toMatch(
      /^Errors on test images: top-1 .+%, top-2 .+%, top-5 .+%, top-10 .+%; top-1 is −\d\.\d\d points/,
    );
    const { rows } = topErrorsTable(early, null);
    expect(rows).toHaveLength(8);
    expect(rows[1]).toEqual(['flat twin', null, null, null, null, 'CIFAR-100, test']);
    expect(rows[2].slice(1, 5)).toEqual([null, null, null, null]);
    expect(rows[7].at(-1)).toBe('ImageNet10K, Table IV, against N-way softmax, points');
  });
});

describe('top-down inference', () => {
  it('holds its room with dashes before it is measured', () => {
    expect(topDownTable(state).rows).toHaveLength(4);
    expect(topDownNote(state)).toBe('measured when the run has finished');
    expect(topDownDescription(state)).toContain('not measured');
  });

  it('is told beside the full mixture', () => {
    expect([null, 1, 2].map(keptText)).toEqual(['full mixture', 'best group', 'best 2 groups']);
    expect([ratioText(15 / 126), lossText(0.562 - 0.611)]).toEqual(['0.12×', '−4.9']);
    expect([lossText(null), lossText(0), lossText(0.01)]).toEqual(['', '±0.0', '+1.0']);
  });

  it('has words and a table', () => {
    expect(topDownNote(finished)).toBe('1,000 test images; best groups kept at each level');
    expect(topDownDescription(finished)).toContain(
      'best group 56.2% with 0.12× of its dot products',
    );
    const { columns, rows } = topDownTable(finished);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toHaveLength(columns.length);
  });
});
