/**
 * Each family of networks in its smallest member: steps that are recorded and repeated come to what
 * steps done anew come to, bit for bit, and their gradient is the CPU backend's.
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
const steps = 3;
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
    'of $name equal work done anew, and have the gradient of the CPU backend',
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
      const found = await gradientOf(backend as Backend, options);
      const expected = await gradientOf(reference as Backend, options);
      const miss = found.map((value, at) => Math.abs(value - expected[at]));
      expect(largest(miss) / largest(expected)).toBeLessThan(1e-4);
      expect(largest(found)).toBeGreaterThan(0);
    },
    slowDevice,
  );
});

/** What some steps come to: losses, weights and slots, predictions. */
async function trained(backend: Backend, options: TrainerOptions): Promise<Float32Array[]> {
  backend.activate();
  const source = sourceOf(options.shape);
  const trainer = createTrainer(backend, options);
  for (let step = 0; step < steps; step++) trainer.step(batchOf(source, step), 0.01);
  const { losses } = await trainer.takeMetrics();
  const { tensors } = await trainer.save();
  const images = { from: source, indices: Int32Array.of(3, 1, 2), moves: null };
  const predicted = await trainer.predict(images);
  trainer.dispose();
  backend.check();
  return [losses, ...Object.values(tensors).map(({ values }) => values), predicted];
}

const largest = (values: Float32Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The gradient of all parameters, which a first step leaves as their velocities. */
async function gradientOf(backend: Backend, options: TrainerOptions): Promise<Float32Array> {
  backend.activate();
  const trainer = createTrainer(backend, options);
  trainer.step(batchOf(sourceOf(options.shape), 0), 0);
  const { tensors } = await trainer.save();
  trainer.dispose();
  const velocities = Object.entries(tensors).filter(([name]) => name.endsWith('velocity'));
  return Float32Array.from(velocities.flatMap(([, { values }]) => [...values]));
}

function sourceOf(shape: ImageShape): ImageSource {
  const random = createRandom(4, 'pixels');
  const size = shape.height * shape.width * shape.channels;
  const pixels = Uint8Array.from({ length: imageCount * size }, () => random.integer(256));
  const split = { images: pixels, labels: new Int32Array(imageCount) };
  return { pixels, shape, normaliser: createNormaliser(split, shape, 'unit'), window: null };
}

/** Some images, all different: of equal ones batch norm would see no variance, but for rounding. */
function batchOf(from: ImageSource, step: number): Batch {
  const draw = createRandom(5, 'batch', step);
  const indices = Int32Array.from(permutation(imageCount, draw).subarray(0, batchSize));
  const labels = Int32Array.from({ length: batchSize }, () => draw.integer(3));
  return { images: { from, indices, moves: null }, labels };
}
