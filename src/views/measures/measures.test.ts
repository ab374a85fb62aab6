import { describe, expect, it } from 'vitest';
import { levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import {
  linesOf,
  measuredModels,
  measuresDescription,
  measuresNote,
  measuresTable,
} from './measureWords.ts';
import { reliabilityBars, reliabilityLayout } from './reliabilityLayout.ts';
import { reliabilityDescription, reliabilityTable } from './reliabilityWords.ts';

const state = finishedState({ data: 'mnist', rounds: 2, epochs: 1 });
const models = measuredModels(state, 'test');

describe('the measures of a run', () => {
  it('stand for each network and for the vote', () => {
    expect(models.map(({ name }) => name)).toEqual(['network 1', 'network 2', 'ensemble']);
    const { columns, rows } = measuresTable(models);
    expect(columns.map(({ label }) => label)).toEqual([
      'measure',
      ...models.map(({ name }) => name),
    ]);
    const rowOf = (name: string) => rows.find(([label]) => label === name);
    expect(rowOf('disagreement')?.slice(1, 3)).toEqual([null, null]);
    expect(rowOf('hardest fifth')?.[3]).toMatch(/^\d+\.\d%$/);
    // Without a tree there is no severity.
    expect(rowOf('severity')).toBeUndefined();
    expect(measuresNote(state)).toBe(
      'test images; hard and easy classes as ranked on training images',
    );
    expect(measuresDescription(models)).toContain('The ensemble reads');
  });

  it('have severity where there is a tree, and one column for one network', () => {
    const tree = levelwiseState({ classes: 20 });
    const [network, ...others] = measuredModels(tree, 'test');
    expect(others).toEqual([]);
    expect(network.name).toBe('network');
    expect(linesOf([network]).map(({ label }) => label)).toContain('severity');
    expect(measuresNote(tree)).toContain('severity in the tree of the run');
  });

  it('wait for the first round, and are dashes in logs that tell none', () => {
    expect(measuredModels(sampleState({ data: 'mnist', epochs: 1 }, 1, 1), 'test')).toEqual([]);
    expect(measuresDescription([])).toContain('before the first round');
    const rounds = state.rounds.map((round) => ({ ...round, measures: null }));
    const old = measuredModels({ ...state, rounds }, 'test');
    expect(linesOf(old).map(({ label }) => label)).toEqual([
      'top-1 error',
      'top-2 error',
      'top-5 error',
    ]);
  });
});

describe('the reliability diagram', () => {
  it('has a bar of each bin with images, between accuracy and confidence', () => {
    const layout = reliabilityLayout(400);
    const bins = [
      { images: 0, confidence: null, accuracy: null },
      { images: 4, confidence: 0.75, accuracy: 0.5 },
      { images: 2, confidence: 0.9, accuracy: 1 },
    ];
    const [first, second] = reliabilityBars(bins, layout);
    const span = layout.bottom - layout.top;
    expect(first).toMatchObject({ bin: 1, isSurer: true, countHeight: layout.countsHeight });
    expect(first.accuracyTop).toBeCloseTo(layout.bottom - 0.5 * span, 9);
    expect(first.gapTop).toBeCloseTo(layout.bottom - 0.75 * span, 9);
    expect(first.gapHeight).toBeCloseTo(0.25 * span, 9);
    expect(second).toMatchObject({ isSurer: false, accuracyTop: layout.top });
    expect(second.countHeight).toBe(layout.countsHeight / 2);
  });

  it('has a table of its fifteen bins', () => {
    const { rows } = reliabilityTable(models[2]);
    expect(rows).toHaveLength(15);
    const images = rows.reduce((sum, [, count]) => sum + Number(count), 0);
    expect(images).toBe(600);
    expect(reliabilityDescription(models[2])).toContain('Confidence of the ensemble');
    expect(reliabilityDescription(null)).toContain('not known');
  });
});
