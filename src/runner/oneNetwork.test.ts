/** Methods that make more of one network's training: snapshots of it, and the mean of its weights. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNetworkFile } from '../data/networkFile.ts';
import type { Engine, TrainerSnapshot } from '../engine/engine.ts';
import { recomputeStatistics, statisticNames } from '../methods/normStatistics.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import type { KeptNetwork } from './networks.ts';
import { plantedDataset } from './testing/plantedDataset.ts';
import { eventsOf, ofType } from './testing/runs.ts';

const dataset = plantedDataset();
const base: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source: 'local:planted' },
  network: { kind: 'mlp', hidden: [6], initial: 'he' },
  training: { ...defaultSpec.training, epochs: 3, batchSize: 16, learningRate: 0.05 },
};

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

async function trained(spec: ExperimentSpec) {
  const networks: TrainerSnapshot['tensors'][] = [];
  const onNetwork = ({ bytes }: KeptNetwork) => networks.push(readNetworkFile(bytes, 'it').tensors);
  return { events: await eventsOf(engine, { spec, dataset, onNetwork }), networks };
}

describe('snapshots', () => {
  const training = { ...base.training, schedule: { kind: 'cyclic-cosine', cycles: 1 } as const };

  it('go on from one another, and vote alike', async () => {
    const method = { kind: 'snapshot', rounds: 3 } as const;
    const { events, networks } = await trained({ ...base, training, method });
    const epochs = ofType(events, 'epoch-finished');
    expect(epochs.map(({ round, epoch }) => [round, epoch])).toEqual(
      [1, 2, 3].flatMap((round) => [1, 2, 3].map((epoch) => [round, epoch])),
    );
    // The full rate again in each cycle; without a fresh start the loss stays low all the same.
    expect(epochs.filter(({ epoch }) => epoch === 1).map((each) => each.learningRate)).toEqual([
      0.05, 0.05, 0.05,
    ]);
    expect(epochs[3].trainLoss).toBeLessThan(epochs[0].trainLoss / 1.3);
    expect(networks).toHaveLength(3);
    expect(ofType(events, 'round-finished').map(({ voteWeight }) => voteWeight)).toEqual([1, 1, 1]);
  });

  it('begin as one network of the same seed does', async () => {
    const snapshots = await trained({ ...base, training, method: { kind: 'snapshot', rounds: 1 } });
    const single = await trained({ ...base, training, method: { kind: 'single' } });
    expect(snapshots.networks).toEqual(single.networks);
  });
});

describe('the mean of weights', () => {
  it('is that of the networks at the ends of the epochs', async () => {
    const method = { kind: 'weight-averaging', averageFrom: 2 } as const;
    const { networks } = await trained({ ...base, method });
    const upTo = async (epochs: number) => {
      const spec = { ...base, training: { ...base.training, epochs }, method: { kind: 'single' } };
      return (await trained(spec as ExperimentSpec)).networks[0];
    };
    const [second, third] = [await upTo(2), await upTo(3)];
    const names = Object.keys(third);
    expect(Object.keys(networks[0])).toEqual(names);
    let moved = 0;
    for (const name of names) {
      for (const [at, value] of networks[0][name].values.entries()) {
        const mean = (second[name].values[at] + third[name].values[at]) / 2;
        expect(value).toBeCloseTo(mean, 6);
        if (Math.abs(value - third[name].values[at]) > 1e-4) moved++;
      }
    }
    expect(moved).toBeGreaterThan(10);
  });

  it('of the last epoch alone is the network itself, but for statistics that are computed anew', async () => {
    const method = { kind: 'weight-averaging', averageFrom: 3 } as const;
    const network = { kind: 'resnet', depth: 8 } as const;
    const averaged = await trained({ ...base, network, method });
    const single = await trained({ ...base, network, method: { kind: 'single' } });
    const names = statisticNames(placedNetwork(network, dataset.shape, 4));
    const [one, other] = [averaged.networks[0], single.networks[0]];
    expect(names.length).toBeGreaterThan(10);
    for (const name of Object.keys(one)) {
      if (names.includes(name)) expect(one[name]).not.toEqual(other[name]);
      else expect(one[name]).toEqual(other[name]);
    }
    const error = (events: typeof averaged.events) =>
      ofType(events, 'round-finished')[0].topErrors.test?.['1'] ?? 1;
    expect(Math.abs(error(averaged.events) - error(single.events))).toBeLessThan(0.3);
  });
});

it('statistics computed anew are the mean over batches of what each batch has', async () => {
  const network = { kind: 'resnet', depth: 8 } as const;
  const trainer = engine.createTrainer({
    network,
    shape: dataset.shape,
    classCount: 4,
    objective: { kind: 'weighted-likelihood' },
    training: { optimizer: 'adam', momentum: 0, weightDecay: 0.01, batchSize: 8 },
    seed: 4,
    round: 1,
  });
  const size = dataset.shape.height * dataset.shape.width;
  const batchFrom = (first: number) => ({
    images: Float32Array.from(
      dataset.train.images.subarray(first * size, (first + 8) * size),
      (value) => value / 255,
    ),
    labels: dataset.train.labels.slice(first, first + 8),
  });
  const [a, b] = [batchFrom(0), batchFrom(40)];
  const names = statisticNames(placedNetwork(network, dataset.shape, 4));
  const start = await trainer.save();
  /** After many steps that change no weight, running statistics are the batch's own. */
  const settled = async (batch: typeof a) => {
    trainer.load(start);
    for (let step = 0; step < 200; step++) trainer.step(batch, 0);
    await trainer.takeMetrics();
    return (await trainer.save()).tensors;
  };
  const [ofA, ofB] = [await settled(a), await settled(b)];
  trainer.load(start);
  await recomputeStatistics(trainer, names, [a, b], async () => {});
  const { tensors } = await trainer.save();
  trainer.dispose();
  for (const name of Object.keys(start.tensors)) {
    if (!names.includes(name)) expect(tensors[name]).toEqual(start.tensors[name]);
  }
  for (const name of names) {
    for (const [at, value] of tensors[name].values.entries()) {
      const mean = (ofA[name].values[at] + ofB[name].values[at]) / 2;
      expect(Math.abs(value - mean)).toBeLessThan(1e-4 * (1 + Math.abs(mean)));
    }
  }
});
