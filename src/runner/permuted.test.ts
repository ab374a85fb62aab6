/** The control: the values of importance as ever, on classes drawn at random. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultComplementary } from '../spec/methods/complementary.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { plantedDataset } from './testing/plantedDataset.ts';
import { eventsOf, ofType } from './testing/runs.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

it('trains each round with the sorted importances of the round before, in another order', async () => {
  const dataset = plantedDataset(6, 20);
  const spec: ExperimentSpec = {
    ...defaultSpec,
    dataset: { ...defaultSpec.dataset, source: 'local:planted' },
    network: { kind: 'mlp', hidden: [6], initial: 'he' },
    training: { ...defaultSpec.training, epochs: 2, batchSize: 16, learningRate: 0.05 },
    method: defaultComplementary({ rounds: 3, permuted: true }),
  };
  const events = await eventsOf(engine, { spec, dataset });
  const started = ofType(events, 'round-started');
  const finished = ofType(events, 'round-finished');
  expect(started).toHaveLength(3);
  let moved = 0;
  for (const [index, { classImportance }] of started.slice(1).entries()) {
    const next = finished[index].importanceNext ?? [];
    expect(classImportance.toSorted()).toEqual(next.toSorted());
    if (classImportance.some((value, at) => value !== next[at])) moved++;
  }
  expect(moved).toBe(2);
  const [last] = finished.slice(-1);
  expect(new Set(last.importanceNext).size).toBeGreaterThan(1);
});
