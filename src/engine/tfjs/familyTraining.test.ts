/** Each family learns published images, where ESPALIER_DATA names a folder that holds them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, Split } from '../../data/dataset.ts';
import type { ImageSource } from '../../data/prepare/imageSource.ts';
import { createNormaliser } from '../../data/prepare/normalise.ts';
import { readDataset } from '../../data/readDataset.ts';
import { createRandom, permutation } from '../../lib/random.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import { plainObjective, type Trainer } from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { createTrainer } from './createTrainers.ts';
import { startForTest } from './testing/devices.ts';

const folder = process.env.ESPALIER_DATA ?? '';
const isThere = folder !== '' && existsSync(folder);
if (!isThere) process.stderr.write('ESPALIER_DATA is not set: families learn no real images.\n');

interface Lesson {
  readonly name: string;
  readonly network: NetworkSpec;
  readonly set: 'optdigits' | 'mnist';
  /** Images of a pass, and passes. */
  readonly images: number;
  readonly epochs: number;
  /** The learning rate; a tenth of it in the last pass. */
  readonly rate: number;
  /** Share of the test images that it is wrong about at most. */
  readonly error: number;
}

const lessons: readonly Lesson[] = [
  {
    name: 'ResNet-8 with 1 × 1 shortcuts',
    network: { kind: 'resnet', depth: 8, shortcut: 'projection', width: 0.5 },
    set: 'optdigits',
    images: 3800,
    epochs: 2,
    rate: 0.1,
    error: 0.05,
  },
  {
    name: 'ResNet-18',
    network: { kind: 'resnet-imagenet', depth: 18, form: 'small-images', width: 0.125 },
    set: 'optdigits',
    images: 3800,
    epochs: 2,
    rate: 0.1,
    error: 0.05,
  },
  {
    name: 'ResNet-50 of bottlenecks',
    network: { kind: 'resnet-imagenet', depth: 50, form: 'small-images', width: 0.0625 },
    set: 'optdigits',
    images: 3800,
    epochs: 3,
    rate: 0.05,
    error: 0.1,
  },
  {
    name: 'DenseNet-BC-16-8',
    network: { kind: 'densenet', depth: 16, growth: 8 },
    set: 'optdigits',
    images: 3800,
    epochs: 2,
    rate: 0.1,
    error: 0.05,
  },
  {
    name: 'VGG-11',
    network: { kind: 'vgg', depth: 11, form: 'small-images', dropout: 0.2, width: 0.125 },
    set: 'optdigits',
    images: 3800,
    epochs: 3,
    rate: 0.05,
    error: 0.12,
  },
  {
    name: 'AlexNet',
    network: { kind: 'alexnet', form: 'small-images', dropout: 0.2, width: 0.25 },
    set: 'mnist',
    images: 4000,
    epochs: 6,
    rate: 0.05,
    error: 0.1,
  },
];

const batchSize = 50;
const tested = 1500;

/** A data set whose test images are apart. */
type Parted = Dataset & { readonly test: Split };

async function readFolder(name: string): Promise<Parted> {
  const files = readdirSync(`${folder}/${name}`).map((file) => ({
    name: `${name}/${file}`,
    size: statSync(`${folder}/${name}/${file}`).size,
    bytes: async () => new Uint8Array(readFileSync(`${folder}/${name}/${file}`)),
  }));
  const dataset = await readDataset(files);
  if (dataset.test === null) throw new Error(`${name} has no test images`);
  return { ...dataset, test: dataset.test };
}

function sourceOf({ images }: Split, { shape, train }: Dataset): ImageSource {
  const normaliser = createNormaliser(train, shape, 'unit');
  return { pixels: images, shape, normaliser, window: null };
}

function train(trainer: Trainer, { images, epochs, rate }: Lesson, dataset: Parted): void {
  const from = sourceOf(dataset.train, dataset);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = permutation(images, createRandom(1, 'order', epoch));
    for (let first = 0; first + batchSize <= images; first += batchSize) {
      const indices = Int32Array.from(order.subarray(first, first + batchSize));
      const labels = indices.map((index) => dataset.train.labels[index]);
      const isLast = epoch === epochs - 1;
      trainer.step({ images: { from, indices, moves: null }, labels }, isLast ? rate / 10 : rate);
    }
  }
}

async function errorOf(trainer: Trainer, dataset: Parted): Promise<number> {
  const indices = Int32Array.from({ length: tested }, (_, index) => index);
  const from = sourceOf(dataset.test, dataset);
  const probabilities = await trainer.predict({ from, indices, moves: null });
  const classes = dataset.classes.length;
  const wrong = indices.filter((index) => {
    const row = probabilities.subarray(index * classes, (index + 1) * classes);
    return row.indexOf(Math.max(...row)) !== dataset.test.labels[index];
  });
  return wrong.length / tested;
}

describe.skipIf(!isThere)('families on published images', { timeout: 60_000 }, () => {
  let backend: Backend;
  let datasets: Readonly<Record<Lesson['set'], Parted>>;
  beforeAll(async () => {
    backend = await startForTest('wasm');
    datasets = { optdigits: await readFolder('optdigits'), mnist: await readFolder('mnist') };
  }, 300_000);
  afterAll(() => backend?.dispose());

  it.each(lessons)('$name is wrong about at most $error of $set', async (lesson) => {
    const dataset = datasets[lesson.set];
    const trainer = createTrainer(backend, {
      network: lesson.network,
      shape: dataset.shape,
      classCount: dataset.classes.length,
      objective: plainObjective,
      training: { optimizer: 'sgd', momentum: 0.9, weightDecay: 1e-4, batchSize },
      seed: 1,
      round: 1,
    });
    train(trainer, lesson, dataset);
    await trainer.takeMetrics();
    expect(await errorOf(trainer, dataset)).toBeLessThan(lesson.error);
    trainer.dispose();
  });
});
