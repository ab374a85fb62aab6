/** Runs of deep boosting, held against SAMME done over the outputs that they tell. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  classShares,
  equalImageWeights,
  learnerError,
  learnerOf,
  updateImageWeights,
} from '../algorithms/boosting/samme.ts';
import { predictedClasses } from '../algorithms/metrics/predictions.ts';
import type { Engine } from '../engine/engine.ts';
import type { SplitOutputs } from '../methods/context.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { plantedDataset } from './testing/plantedDataset.ts';
import { eventsOf, ofType } from './testing/runs.ts';

const dataset = plantedDataset();
const spec: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source: 'local:planted' },
  network: { kind: 'mlp', hidden: [6], initial: 'he' },
  training: { ...defaultSpec.training, epochs: 2, batchSize: 16, learningRate: 0.05 },
  method: { kind: 'deep-boosting', rounds: 3 },
};

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

it('weighs images by what the networks got wrong, and networks by their weighted error', async () => {
  const outputs: SplitOutputs[] = [];
  const events = await eventsOf(engine, {
    spec,
    dataset,
    onOutputs: (_, ofRound) => outputs.push(ofRound),
  });
  const rounds = ofType(events, 'round-finished');
  const started = ofType(events, 'round-started');
  expect(rounds).toHaveLength(3);
  let weights: Float64Array | null = null;
  for (const [index, round] of rounds.entries()) {
    const train = outputs[index].train;
    if (train === undefined) throw new Error('no training images');
    const { labels, probabilities } = train;
    const classCount = round.hardErrors.length;
    weights ??= equalImageWeights(labels.length);
    expect(started[index].classImportance).toEqual([...classShares(weights, labels, classCount)]);
    const predicted = predictedClasses(probabilities, classCount);
    const error = learnerError(weights, predicted, labels);
    const learner = learnerOf(error, classCount);
    expect([round.weightedError, round.voteWeight]).toEqual([error, learner.vote]);
    weights = updateImageWeights(weights, predicted, labels, learner);
    expect(round.importanceNext).toEqual([...classShares(weights, labels, classCount)]);
  }
  expect(rounds[0].weightedError).toBeGreaterThan(0);
  const effective = ofType(events, 'images-weighed').map((event) => event.effectiveImages);
  expect(effective[0]).toBeLessThan((outputs[0].train?.labels.length ?? 0) - 1);
});

it('begins as plain averaging does, and parts from it when images have weights', async () => {
  const averaging = { ...spec, method: { kind: 'averaging', rounds: 3 } } as const;
  const [boosted, averaged] = await Promise.all(
    [spec, averaging].map(async (each) =>
      ofType(await eventsOf(engine, { spec: each, dataset }), 'epoch-finished').map(
        ({ seconds: _, ...facts }) => ({ ...facts, seq: 0, at: 0 }),
      ),
    ),
  );
  expect(boosted.slice(0, 2)).toEqual(averaged.slice(0, 2));
  expect(boosted[2].trainLoss).not.toBe(averaged[2].trainLoss);
});

it('gives a network that is no better than chance no vote, and every class the same', async () => {
  const still = { ...spec, training: { ...spec.training, learningRate: 1e-7, epochs: 1 } };
  const events = await eventsOf(engine, { spec: still, dataset });
  const weighed = ofType(events, 'images-weighed');
  const rounds = ofType(events, 'round-finished');
  const reset = weighed.filter(({ isReset }) => isReset).map(({ round }) => round);
  expect(reset.length).toBeGreaterThan(0);
  for (const round of reset) {
    const { voteWeight, importanceNext } = rounds[round - 1];
    expect(voteWeight).toBe(0);
    for (const share of importanceNext ?? []) expect(share).toBeCloseTo(1 / 4, 12);
  }
  for (const { ensemble } of rounds) expect(ensemble.topErrors.test?.['1']).not.toBeNaN();
});
