/**
 * Each family of networks in its smallest member: steps that are recorded and repeated come to what
 * steps done anew come to, bit for bit, and their features and gradient are the CPU backend's.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageSource } from '../../../data/prepare/imageSource.ts';
import { createNormaliser } from '../../../data/prepare/normalise.ts';
import { createRandom, permutation } from '../../../lib/random.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Batch, TrainerOptions } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { createTrainer } from '../createTrainers.ts';
import { capturing } from '../testing/capturing.ts';
import { installDawn, removeDawn } from '../testing/dawn.ts';
import { startForTest } from '../testing/devices.ts';
import { imagenetFamilies, type SmallFamily, smallFamilies } from '../testing/families.ts';

const missing = await installDawn();
afterAll(removeDawn);

const imageCount = 6;
const batchSize = 4;
const steps = 4;
/** Milliseconds: a software adapter compiles many shaders. */
const slowDevice = 240_000;

/** ImageNet's stems, which have windows of their own; the residual one before fewer blocks. */
const stems: readonly SmallFamily[] = [
  ...imagenetFamilies.filter(({ network }) => network.kind === 'alexnet'),
  {
    name: 'ResNet-18 for ImageNet',
    network: { kind: 'resnet-imagenet', depth: 18, form: 'imagenet', width: 0.0625 },
    shape: { height: 64, width: 63, channels: 3 },
  },
];

describe.skipIf(missing !== null)(`families on webgpu (${missing ?? 'present'})`, () => {
  let [backend, reference]: (Backend | null)[] = [null, null];
  beforeAll(async () => {
    reference = await startForTest('cpu');
    backend = await startForTest('webgpu');
  });
  afterAll(() => {
    backend?.dispose();
    reference?.dispose();
  });

  it.each([...smallFamilies, ...stems])(
    'of $name equal work done anew, and have the features and the gradient of the CPU backend',
    async ({ network, shape }: SmallFamily) => {
      const options: TrainerOptions = {
        network,
        shape,
        classCount: 3,
        objective: { kind: 'weighted-likelihood' },
        training: { optimizer: 'sgd', momentum: 0.9, weightDecay: 1e-3, batchSize },
        seed: 5,
        round: 1,
      };
      const refusals = new Set<string | null>();
      const working = (isCaptured: boolean) =>
        capturing(backend as Backend, { isCaptured }, (work) => refusals.add(work.notCaptured));
      const anew = await trained(working(false), options);
      refusals.clear();
      const captured = await trained(working(true), options);
      expect([...refusals]).toEqual([null]);
      expect(captured).toEqual(anew);
      const found = await firstStepOf(backend as Backend, options);
      const expected = await firstStepOf(reference as Backend, options);
      for (const of of ['features', 'gradient'] as const) {
        const miss = found[of].map((value, at) => Math.abs(value - expected[of][at]));
        expect(largest(miss) / largest(expected[of]), of).toBeLessThan(1e-4);
        expect(largest(found[of]), of).toBeGreaterThan(0);
      }
    },
    slowDevice,
  );
});

const imagesIn = (from: ImageSource) => ({ from, indices: Int32Array.of(3, 1, 2), moves: null });

/** What some steps come to: losses, weights and slots, predictions and features. */
async function trained(backend: Backend, options: TrainerOptions): Promise<Float32Array[]> {
  backend.activate();
  const source = sourceOf(options.shape);
  const trainer = createTrainer(backend, options);
  trainer.setClassWeights(Float64Array.of(0.5, 2, 1));
  for (let step = 0; step < steps; step++) trainer.step(batchOf(source, step), 0.01);
  const { losses } = await trainer.takeMetrics();
  const { tensors } = await trainer.save();
  const images = imagesIn(source);
  const outputs = [await trainer.predict(images), await trainer.features(images)];
  trainer.dispose();
  backend.check();
  return [losses, ...Object.values(tensors).map(({ values }) => values), ...outputs];
}

const largest = (values: Float32Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Features, and the gradient of all parameters, which a first step leaves as their velocities. */
async function firstStepOf(backend: Backend, options: TrainerOptions) {
  backend.activate();
  const source = sourceOf(options.shape);
  const trainer = createTrainer(backend, options);
  const features = await trainer.features(imagesIn(source));
  trainer.step(batchOf(source, 0), 0);
  const { tensors } = await trainer.save();
  trainer.dispose();
  const velocities = Object.entries(tensors).filter(([name]) => name.endsWith('velocity'));
  const gradient = Float32Array.from(velocities.flatMap(([, { values }]) => [...values]));
  return { features, gradient };
}

function sourceOf(shape: ImageShape): ImageSource {
  const random = createRandom(4, 'pixels');
  const size = shape.height * shape.width * shape.channels;
  const pixels = Uint8Array.from({ length: imageCount * size }, () => random.integer(256));
  const split = { images: pixels, labels: new Int32Array(imageCount) };
  return { pixels, shape, normaliser: createNormaliser(split, shape, 'unit'), window: null };
}

/**
 * Some images, all different, moved and mirrored: of equal ones batch norm would see no variance, but
 * for rounding.
 */
function batchOf(from: ImageSource, step: number): Batch {
  const draw = createRandom(5, 'batch', step);
  const indices = Int32Array.from(permutation(imageCount, draw).subarray(0, batchSize));
  const numbers = (count: number, first: number) =>
    Array.from({ length: batchSize }, () => draw.integer(count) + first);
  const moves = {
    down: Int16Array.from(numbers(5, -2)),
    right: Int16Array.from(numbers(5, -2)),
    scaled: null,
    mirrored: Uint8Array.from(numbers(2, 0)),
  };
  const labels = Int32Array.from(numbers(3, 0));
  return { images: { from, indices, moves }, labels };
}
