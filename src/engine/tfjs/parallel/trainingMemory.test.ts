/** The estimate of memory, held against what WebAssembly takes on one thread. */
import { describe, expect, it } from 'vitest';
import { createNodeEngine } from '../../../node/nodeEngine.ts';
import { placedNetwork } from '../../../spec/networks/networkFacts.ts';
import { networks } from '../../../spec/networks/networks.ts';
import { trainingMemory } from '../../../spec/networks/trainingMemory.ts';
import { EngineError, plainObjective, type TrainerOptions } from '../../engine.ts';
import { backendMemory } from '../kernels/wasm/loops/loops.ts';

const colours = { height: 32, width: 32, channels: 3 };
const digits = { height: 28, width: 28, channels: 1 };

type Case = Pick<TrainerOptions, 'network' | 'shape'> & {
  readonly batchSize: number;
  readonly optimizer: 'sgd' | 'adam';
};

const measured: readonly Case[] = [
  {
    network: { kind: 'mlp', hidden: [1000, 1000], initial: 'he' },
    shape: digits,
    batchSize: 128,
    optimizer: 'sgd',
  },
  {
    network: { kind: 'cnn', channels: [16, 32] },
    shape: digits,
    batchSize: 512,
    optimizer: 'adam',
  },
  { network: { kind: 'resnet', depth: 20 }, shape: colours, batchSize: 64, optimizer: 'sgd' },
  {
    network: { kind: 'resnet-imagenet', depth: 50, form: 'imagenet', width: 0.25 },
    shape: { ...colours, height: 64, width: 64 },
    batchSize: 32,
    optimizer: 'sgd',
  },
  {
    network: { kind: 'densenet', depth: 22, growth: 12 },
    shape: colours,
    batchSize: 32,
    optimizer: 'sgd',
  },
  {
    network: { kind: 'vgg', depth: 11, form: 'small-images', dropout: 0.5, width: 0.25 },
    shape: colours,
    batchSize: 64,
    optimizer: 'adam',
  },
  {
    network: { kind: 'alexnet', form: 'small-images', dropout: 0.5 },
    shape: colours,
    batchSize: 128,
    optimizer: 'sgd',
  },
] as const;

const optionsOf = ({ network, shape, batchSize, optimizer }: Case): TrainerOptions => ({
  network,
  shape,
  classCount: 10,
  objective: plainObjective,
  training: { optimizer, momentum: 0.9, weightDecay: 0, batchSize },
  seed: 1,
  round: 1,
});

describe('the memory of training', () => {
  it('has every kind of network among what it is measured on', () => {
    const kinds = new Set(measured.map(({ network }) => network.kind));
    expect(kinds).toEqual(new Set(Object.keys(networks)));
  });

  it.each(measured)('of $network.kind is told within a factor of two', async (one) => {
    const options = optionsOf(one);
    const engine = await createNodeEngine('wasm');
    const trainer = engine.createTrainer(options);
    const { height, width, channels } = one.shape;
    const images = new Float32Array(one.batchSize * height * width * channels);
    const labels = new Int32Array(one.batchSize);
    trainer.step({ images, labels }, 0.01);
    trainer.step({ images, labels }, 0.01);
    await trainer.takeMetrics();
    const taken = backendMemory().buffer.byteLength;
    trainer.dispose();
    engine.dispose();
    const layers = placedNetwork(one.network, one.shape, 10);
    const { total } = trainingMemory(layers, options.training);
    expect(total / taken).toBeGreaterThan(0.5);
    expect(total / taken).toBeLessThan(2);
  });

  it('is refused before anything is allocated, with a batch that fits', async () => {
    const engine = await createNodeEngine('wasm');
    const before = backendMemory().buffer.byteLength;
    const network = { kind: 'resnet', depth: 56 } as const;
    const create = () =>
      engine.createTrainer(
        optionsOf({ network, shape: colours, batchSize: 4096, optimizer: 'sgd' }),
      );
    expect(create).toThrow(EngineError);
    expect(create).toThrow(/batches of 4,096 images takes about .* GB, and WebAssembly on one/);
    expect(backendMemory().buffer.byteLength).toBe(before);
    engine.dispose();
  });
});
