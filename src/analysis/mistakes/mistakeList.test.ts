import { describe, expect, it } from 'vitest';
import { flatTwinState, levelwiseState, levelwiseTestLabels } from '../testing/sampleLevelwise.ts';
import { finishedState, sampleState, sampleTestLabels } from '../testing/sampleRun.ts';
import { equallySure, mistakeList } from './mistakeList.ts';
import { mistakeTree } from './mistakeTree.ts';
import { type ModelReading, modelReadings } from './modelReadings.ts';

const glyphs = { data: 'glyphs', epochs: 1, rounds: 2 } as const;

describe('models of a run', () => {
  it('are the vote, its networks, and the flat twin of a run with a tree', () => {
    const state = finishedState(glyphs);
    const labels = sampleTestLabels(state);
    const models = modelReadings(state, null, labels);
    expect(models.map(({ name }) => name)).toEqual(['ensemble', 'network 1', 'network 2']);
    for (const { confidence } of models) expect(confidence).toHaveLength(labels.length);
    const tree = levelwiseState({ classes: 20 });
    const flat = flatTwinState({ classes: 20 });
    expect(modelReadings(tree, flat, levelwiseTestLabels(tree)).map(({ name }) => name)).toEqual([
      'network',
      'flat twin',
    ]);
  });

  it('are unknown before the first round ends, and with labels of other data', () => {
    const early = sampleState(glyphs, 1, 1);
    expect(modelReadings(early, null, sampleTestLabels(early))).toEqual([]);
    expect(modelReadings(finishedState(glyphs), null, new Int32Array(3))).toEqual([]);
    expect(modelReadings(finishedState(glyphs), null, null)).toEqual([]);
  });
});

describe('mistakes', () => {
  const tree = [{ groupCount: 2, groupOf: Int32Array.of(0, 0, 1), names: null }];
  const model = (key: string, predicted: number[], confidence: number[] | null): ModelReading => ({
    key,
    name: key,
    round: null,
    predicted,
    confidence,
  });
  const labels = Int32Array.of(0, 0, 1, 2);
  const own = model('own', [1, 2, 1, 0], [0.6, 0.5, 1, 0.9]);
  const other = model('other', [0, 2, 1, 2], null);
  const imagesBy = (sort: Parameters<typeof mistakeList>[0], of: number | null = null) =>
    mistakeList(sort, labels, own, [other], tree, of).map(({ image }) => image);

  it('come by confidence, by severity, or only where another model is right', () => {
    expect(imagesBy('surest')).toEqual([3, 0, 1]);
    expect(imagesBy('severe')).toEqual([3, 1, 0]);
    expect(imagesBy('only here')).toEqual([3, 0]);
    expect(imagesBy('surest', 0)).toEqual([0, 1]);
  });

  it('say what is known of each', () => {
    expect(mistakeList('surest', labels, own, [other], tree, null)[0]).toEqual({
      image: 3,
      truth: 2,
      readAs: 0,
      confidence: 0.9,
      severity: 2,
      rightElsewhere: 1,
    });
    const [first] = mistakeList('surest', labels, { ...own, confidence: null }, [], [], null);
    expect(first).toMatchObject({ image: 0, confidence: null, severity: null });
  });

  it('are judged by coarse labels, else by the tree as it was built', () => {
    const state = levelwiseState({ classes: 20 });
    expect(mistakeTree(state)).toHaveLength(2);
    const dataset = { ...state.dataset, classes: ['a/1', 'a/2', 'b/1', 'b/2'] };
    expect(mistakeTree({ ...state, dataset })).toMatchObject([
      { groupCount: 2, names: ['a', 'b'] },
    ]);
    expect(mistakeTree(finishedState(glyphs))).toEqual([]);
  });

  it('say how many of the surest are equally sure', () => {
    const sure = (...confidences: (number | null)[]) =>
      equallySure(confidences.map((confidence) => ({ confidence })));
    expect(sure(0.9, 0.9, 0.8)).toBe(2);
    expect(sure(0.9, 0.8, 0.8)).toBe(1);
    expect(sure(null, null)).toBe(0);
    expect(sure()).toBe(0);
  });
});
