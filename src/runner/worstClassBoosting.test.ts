/** A run of worst-class boosting, held against Hedge done over the accuracies that it tells. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hedge, hedgeRate, learntClasses, unlearntWeight } from '../algorithms/boosting/hedge.ts';
import type { Engine } from '../engine/engine.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { plantedDataset } from './testing/plantedDataset.ts';
import { eventsOf, ofType } from './testing/runs.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

it('weighs classes by what is learnt, and names what most networks name', async () => {
  const spec: ExperimentSpec = {
    ...defaultSpec,
    dataset: { ...defaultSpec.dataset, source: 'local:planted' },
    network: { kind: 'mlp', hidden: [6], initial: 'he' },
    training: { ...defaultSpec.training, epochs: 2, batchSize: 16, learningRate: 0.05 },
    method: { kind: 'worst-class-boosting', rounds: 3, threshold: 0.8 },
  };
  const events = await eventsOf(engine, { spec, dataset: plantedDataset() });
  const started = ofType(events, 'round-started');
  const finished = ofType(events, 'round-finished');
  expect(finished).toHaveLength(3);
  let weights = new Float64Array(4).fill(1 / 4);
  for (const [index, outcome] of finished.entries()) {
    expect(started[index].classImportance).toEqual([...weights]);
    const learnt = learntClasses(
      outcome.hardErrors.map((error) => 1 - error),
      0.8,
    );
    expect(outcome.weightedError).toBe(unlearntWeight(weights, learnt));
    weights = new Float64Array(hedge(weights, learnt, hedgeRate(4, 3)));
    expect(outcome.importanceNext).toEqual([...weights]);
  }
  expect(new Set(finished[0].importanceNext).size).toBe(2);
  const ballots = finished.map(({ predictions }) => predictions.network);
  const expected = ballots[0].map((_, image) => {
    const counts = [0, 0, 0, 0];
    for (const ofNetwork of ballots) counts[ofNetwork[image]]++;
    return counts.indexOf(Math.max(...counts));
  });
  expect(finished[2].predictions.ensemble).toEqual(expected);
});
