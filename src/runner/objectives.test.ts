/** Whole runs with the objectives whose class weights change: what is told, and what it follows from. */
import { afterAll, expect, it } from 'vitest';
import { difficultyWeights } from '../algorithms/objectives/classWeights.ts';
import { mistakeTree } from '../analysis/mistakes/mistakeTree.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { resultOf } from '../spec/run/result.ts';
import type { EventOf, RunEvent, RunEventType } from '../spec/run/runEvent.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { plantedTree } from './testing/plantedTree.ts';
import { RecordingEngines } from './testing/recordedRuns.ts';
import { recordedSpecs } from './testing/recordedSpecs.ts';

const engines = new RecordingEngines();
afterAll(() => engines.dispose());

const of = <Type extends RunEventType>(events: readonly RunEvent[], type: Type) =>
  events.filter((event): event is EventOf<Type> => event.type === type);

async function eventsWith(kind: string): Promise<readonly RunEvent[]> {
  const spec = recordedSpecs.find(({ name }) => name === `Single: ${kind}`);
  if (spec === undefined) throw new Error(`No experiment of ${kind}`);
  return engines.eventsOf(spec, {});
}

it('weighs classes after each epoch by their errors on validation images', async () => {
  const events = await eventsWith('class-difficulty-balanced');
  const weighed = of(events, 'classes-weighed');
  const epochs = of(events, 'epoch-finished');
  expect(weighed).toHaveLength(3);
  for (const [index, { weights, epoch }] of weighed.entries()) {
    expect(epoch).toBe(index + 1);
    const accuracies = epochs[index].classAccuracy.validation ?? [];
    expect(weights).toEqual([...difficultyWeights(accuracies, 1.5)]);
  }
  expect(new Set(weighed[0].weights).size).toBeGreaterThan(1);
  const state = foldRun([...events]);
  if (state === null) throw new Error('no state');
  expect(resultOf(state).rounds[0].classWeights).toEqual(
    weighed.map(({ epoch, weights }) => ({ epoch, values: weights })),
  );
});

it('tells the weights that the robust objective came to, with a mean of 1', async () => {
  const weighed = of(await eventsWith('robust-over-classes'), 'classes-weighed');
  expect(weighed).toHaveLength(3);
  for (const { weights } of weighed) {
    const sum = weights.reduce((partial, weight) => partial + weight, 0);
    expect(sum / weights.length).toBeCloseTo(1, 5);
    expect(Math.max(...weights)).toBeGreaterThan(Math.min(...weights));
  }
});

it.each([
  'focal',
  'class-balanced',
  'logit-adjusted',
  'hierarchical-cross-entropy',
  'tree-soft-labels',
])('tells no weights of %s, which never change', async (kind) => {
  const events = await eventsWith(kind);
  expect(of(events, 'classes-weighed')).toEqual([]);
  expect(events.at(-1)?.type).toBe('run-finished');
});

it('takes the tree of a file in place of the coarse labels, for the objective and the measures', async () => {
  const spec = recordedSpecs.find(
    ({ name }) => name === 'Single: tree-soft-labels, tree from a file',
  );
  if (spec?.tree === undefined || !('nodes' in spec.tree)) throw new Error('no tree');
  const { classes } = groupedDataset([4, 4, 4], 1);
  const lossesOf = async (asked: ExperimentSpec) => {
    const events = await engines.eventsOf(asked, {});
    return { events, losses: of(events, 'epoch-finished').map(({ trainLoss }) => trainLoss) };
  };
  const { tree: _file, ...labelled } = spec;
  const [given, byLabels] = [await lossesOf(spec), await lossesOf(labelled)];
  expect(given.losses).not.toEqual(byLabels.losses);
  // The coarse labels' own tree as a file changes nothing but where it comes from.
  const same = await lossesOf({ ...spec, tree: plantedTree(classes, 0).imported });
  expect(same.losses).toEqual(byLabels.losses);
  const [fromLabels] = of(byLabels.events, 'round-measured');
  const [fromFile] = of(same.events, 'round-measured');
  expect(fromFile).toMatchObject({ severityTree: 'file', network: fromLabels.network });
  expect(of(byLabels.events, 'class-tree')).toEqual([]);
  const [{ levels }] = of(given.events, 'class-tree');
  expect(levels).toMatchObject([
    { groupCount: 3, names: expect.arrayContaining(['tree group 0']) },
  ]);
  const state = foldRun([...given.events]);
  expect(state && mistakeTree(state)).toMatchObject([{ names: levels[0].names }]);
});

it('measures the decision of least risk beside the most probable class, where there is a tree', async () => {
  const events = await eventsWith('focal');
  const [{ network, severityTree }] = of(events, 'round-measured');
  expect(severityTree).toBe('coarse-labels');
  expect(network.leastRisk).toEqual({ error: expect.any(Number), severity: expect.any(Number) });
  const state = foldRun([...events]);
  if (state === null) throw new Error('no state');
  expect(resultOf(state).rounds[0].measures?.leastRisk).toEqual(network.leastRisk);
});
