import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { parameterCount as countParameters } from '../../spec/networks/layerParameters.ts';
import { placedNetwork } from '../../spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import type { DeviceInfo } from '../../spec/run/events/runEvents.ts';
import {
  type Batch,
  EngineError,
  plainObjective,
  type Trainer,
  type TrainerOptions,
  type TrainerSnapshot,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { createTrainer } from './createTrainers.ts';
import { describeOnDevices, startForTest } from './testing/devices.ts';
import { imagenetFamilies, type SmallFamily, smallFamilies } from './testing/families.ts';

const shape = { height: 5, width: 4, channels: 2 };
/** So that batch norm of the deepest layers has more than a value an image: else losses bend much. */
const larger = { height: 19, width: 18, channels: 2 };
const classCount = 3;
const batchSize = 4;

const shallow: readonly NetworkSpec[] = [
  { kind: 'mlp', hidden: [], initial: 'he' },
  { kind: 'mlp', hidden: [9, 5], initial: 'he' },
  { kind: 'cnn', channels: [3, 4] },
];
const [, mlp, cnn] = shallow;

/** WebAssembly convolves in another way where channels are many; elsewhere they only take long. */
const networksOn = (kind: DeviceInfo['kind']): readonly NetworkSpec[] => [
  ...shallow,
  { kind: 'resnet', depth: 8, ...(kind !== 'wasm' && { width: 0.25 }) },
  ...smallFamilies.map(({ network }) => network),
];

const training = { optimizer: 'sgd', momentum: 0, weightDecay: 0, batchSize } as const;

function optionsOf(network: NetworkSpec, changes: Partial<TrainerOptions> = {}): TrainerOptions {
  const objective = plainObjective;
  return { network, shape, classCount, objective, training, seed: 5, round: 1, ...changes };
}

function imagesOf(name: string, count: number, of = shape): Float32Array {
  const random = createRandom(3, name);
  const size = of.height * of.width * of.channels;
  return Float32Array.from({ length: count * size }, () => random.uniform());
}

const batch = { images: imagesOf('batch', batchSize), labels: Int32Array.of(0, 1, 2, 1) };

type Tensors = TrainerSnapshot['tensors'];

/** The trainable parameters' names; statistics and slots have no gradient. */
function names(tensors: Tensors): string[] {
  return Object.keys(tensors).filter((name) => !/:|\/(mean|variance)$|^adam/.test(name));
}

/** The gradient at a trainer's weights: what one step of plain SGD with rate 1 takes off them. */
async function gradientOf(trainer: Trainer, from: TrainerSnapshot, data: Batch = batch) {
  trainer.load(from);
  trainer.step(data, 1);
  const { tensors } = await trainer.save();
  trainer.load(from);
  return Object.fromEntries(
    names(tensors).map((name) => {
      const after = tensors[name].values;
      return [name, from.tensors[name].values.map((value, index) => value - after[index])];
    }),
  );
}

/** The loss at moved weights, by a step that changes nothing. */
async function lossAt(trainer: Trainer, tensors: Tensors, data: Batch): Promise<number> {
  trainer.load({ tensors });
  trainer.step(data, 0);
  const { losses } = await trainer.takeMetrics();
  return losses[losses.length - 1];
}

function moved(from: Tensors, along: Record<string, Float32Array>, by: number): Tensors {
  const entries = Object.entries(from).map(([name, { shape: form, values }]) => {
    const direction = along[name];
    const next = values.map((value, i) => value + by * (direction?.[i] ?? 0));
    return [name, { shape: form, values: next }] as const;
  });
  return Object.fromEntries(entries);
}

function flat(values: Record<string, Float32Array>): number[] {
  return Object.keys(values)
    .sort()
    .flatMap((name) => [...values[name]]);
}

function largestMiss(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index])), 0);
}

/** Every value of a snapshot, by name. */
function bytesOf(tensors: Tensors): Buffer {
  const sorted = Object.keys(tensors).sort();
  return Buffer.concat(sorted.map((name) => Buffer.from(tensors[name].values.buffer)));
}

function expectEqual(found: Tensors, expected: Tensors): void {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  expect(bytesOf(found).equals(bytesOf(expected))).toBe(true);
}

/** A network computes the same features, and the same gradients, on two devices. */
async function expectAgreement(
  backends: readonly [Backend, Backend],
  { network, shape: own }: SmallFamily,
): Promise<void> {
  const options = optionsOf(network, { shape: own });
  const data = { images: imagesOf('batch', batchSize, own), labels: batch.labels };
  let start: TrainerSnapshot | null = null;
  const found: number[][] = [];
  for (const backend of backends) {
    const trainer = createTrainer(backend, options);
    start ??= await trainer.save();
    trainer.load(start);
    found.push([...(await trainer.features(data.images))]);
    found.push(flat(await gradientOf(trainer, start, data)));
    trainer.dispose();
  }
  for (const at of [0, 1]) {
    const largest = Math.max(...found[at].map(Math.abs));
    expect(largest).toBeGreaterThan(0);
    expect(largestMiss(found[at], found[at + 2]) / largest).toBeLessThan(1e-4);
  }
}

describeOnDevices('trainer', (kind) => {
  let backend: Backend;
  let reference: Backend;
  const open: Trainer[] = [];
  // A software adapter compiles each shader for seconds, and plain JavaScript convolves slowly.
  const isDeep = (network: NetworkSpec) => network.kind !== 'mlp' && network.kind !== 'cnn';
  const isSlow = (network: NetworkSpec) => kind === 'webgpu' || (kind === 'cpu' && isDeep(network));
  beforeAll(async () => {
    reference = await startForTest('cpu');
    backend = await startForTest(kind);
  });
  afterAll(() => {
    for (const trainer of open) trainer.dispose();
    backend?.dispose();
    reference?.dispose();
  });

  function trainerOf(network: NetworkSpec, changes?: Partial<TrainerOptions>): Trainer {
    const trainer = createTrainer(backend, optionsOf(network, changes));
    open.push(trainer);
    return trainer;
  }

  async function trained(network: NetworkSpec, steps: number, changes?: Partial<TrainerOptions>) {
    const trainer = trainerOf(network, changes);
    for (let step = 0; step < steps; step++) trainer.step(batch, 0.05);
    return (await trainer.save()).tensors;
  }

  describe.each(networksOn(kind))('$kind $hidden $depth', (network) => {
    it('has as many parameters as the form says', () => {
      const { parameterCount } = trainerOf(network);
      expect(parameterCount).toBe(countParameters(placedNetwork(network, shape, classCount)));
    });

    const objectives = ['weighted-likelihood', 'mean-likelihood', 'margin'] as const;
    // On WebGPU each shape has shaders of its own: there, deep networks have the gradient of others.
    const asked = kind === 'webgpu' && isDeep(network) ? [] : objectives;
    it.each(isSlow(network) ? asked.slice(2) : asked)('has the gradient of %s', async (kind) => {
      const own = isDeep(network) ? larger : shape;
      const data = { ...batch, images: imagesOf('batch', batchSize, own) };
      const trainer = trainerOf(network, { objective: { kind }, shape: own });
      trainer.setClassWeights(Float64Array.of(0.5, 2, 1));
      const start = await trainer.save();
      const gradient = await gradientOf(trainer, start, data);
      const length = Math.hypot(...flat(gradient));
      const by = 2e-3 / length;
      const there = await lossAt(trainer, moved(start.tensors, gradient, by), data);
      const back = await lossAt(trainer, moved(start.tensors, gradient, -by), data);
      // Along the gradient itself the loss rises by its squared length; ReLUs bend it a little.
      expect((there - back) / (2 * by) / length ** 2).toBeCloseTo(1, 1);
    });

    it.skipIf(kind === 'cpu')('has the features and the gradient of plain JavaScript', async () => {
      const pair = [reference, backend] as const;
      await expectAgreement(pair, { name: network.kind, network, shape });
    });

    it('repeats itself bit by bit, and differs between rounds and seeds', async () => {
      const steps = isSlow(network) && isDeep(network) ? 2 : 10;
      expectEqual(await trained(network, steps), await trained(network, steps));
      const start = bytesOf(await trained(network, 0));
      expect(bytesOf(await trained(network, 0, { round: 2 })).equals(start)).toBe(false);
      expect(bytesOf(await trained(network, 0, { seed: 6 })).equals(start)).toBe(false);
    });

    const optimizers = ['sgd', 'adam'] as const;
    it.each(isSlow(network) ? optimizers.slice(1) : optimizers)(
      'goes on from a snapshot as if never interrupted: %s',
      async (optimizer) => {
        const changes = { training: { optimizer, momentum: 0.9, weightDecay: 1e-3, batchSize } };
        const whole = await trained(network, 4, changes);
        const halfway = { tensors: await trained(network, 2, changes) };
        // A seed decides a network's first weights, which are loaded over, and what dropout drops.
        const seed = 'dropout' in network ? 5 : 77;
        const later = trainerOf(network, { ...changes, seed });
        later.load(halfway);
        for (let step = 0; step < 2; step++) later.step(batch, 0.05);
        expectEqual((await later.save()).tensors, whole);
      },
    );

    it('predicts probabilities, whatever the count', async () => {
      const trainer = trainerOf(network);
      trainer.step(batch, 0.05);
      // More than one piece, where that takes no minute.
      const count = isSlow(network) ? 5 : 300;
      const images = imagesOf('many', count);
      const all = await trainer.predict(images);
      expect(all.length).toBe(count * classCount);
      for (let start = 0; start < all.length; start += classCount) {
        const sum = all.subarray(start, start + classCount).reduce((total, p) => total + p, 0);
        expect(sum).toBeCloseTo(1, 5);
      }
      const last = await trainer.predict(images.subarray(-images.length / count));
      expect(largestMiss([...last], [...all.subarray(-classCount)])).toBeLessThan(1e-5);
      expect(await trainer.predict(new Float32Array())).toEqual(new Float32Array());
    });

    it('keeps no tensor that it does not need', async () => {
      backend.activate();
      const before = memory().numTensors;
      const trainer = createTrainer(backend, optionsOf(network));
      const step = async () => {
        trainer.step(batch, 0.05);
        await trainer.predict(batch.images);
        await trainer.takeMetrics();
        return memory().numTensors;
      };
      const once = await step();
      expect([await step(), await step()]).toEqual([once, once]);
      trainer.step(batch, 0.05);
      trainer.dispose();
      expect(memory().numTensors).toBe(before);
      expect(() => trainer.step(batch, 0.05)).toThrow('disposed');
    });
  });

  describe.each(shallow)('class weights in $kind $hidden', (network) => {
    it('of one class leave the other images out of the gradient', async () => {
      const trainer = trainerOf(network);
      trainer.setClassWeights(Float64Array.of(0, 1, 0));
      const start = await trainer.save();
      const found = await gradientOf(trainer, start);
      const size = batch.images.length / batchSize;
      // Twice the images 1 and 3, the batch's only ones of class 1.
      const picked = [1, 3, 1, 3].flatMap((image) => [
        ...batch.images.subarray(image * size, (image + 1) * size),
      ]);
      const images = Float32Array.from(picked);
      const labels = Int32Array.of(1, 1, 1, 1);
      const expected = await gradientOf(trainer, start, { images, labels });
      expect(largestMiss(flat(found), flat(expected))).toBeLessThan(1e-6);
      expect(Math.max(...flat(found).map(Math.abs))).toBeGreaterThan(1e-3);
    });

    it('lower the loss of the class that they name', async () => {
      const trainer = trainerOf(network);
      trainer.setClassWeights(Float64Array.of(0, 1, 0));
      for (let step = 0; step < 20; step++) trainer.step(batch, 0.1);
      const { losses } = await trainer.takeMetrics();
      expect(losses.length).toBe(20);
      expect(losses[19]).toBeLessThan(losses[0]);
    });
  });

  const weighing = ['weighted-likelihood', 'mean-likelihood', 'margin'] as const;
  describe.each(weighing)('image weights in %s', (kind) => {
    it('count an image as often as they say, beside its class', async () => {
      const trainer = trainerOf(mlp, { objective: { kind } });
      trainer.setClassWeights(Float64Array.of(0.5, 2, 1), Float64Array.of(0, 0, 0.001));
      const start = await trainer.save();
      const all = await gradientOf(trainer, start, {
        ...batch,
        imageWeights: Float64Array.of(1, 1, 1, 1),
      });
      expect(flat(all)).toEqual(flat(await gradientOf(trainer, start)));
      const size = batch.images.length / batchSize;
      const picked = [0, 1, 1, 2].flatMap((image) => [
        ...batch.images.subarray(image * size, (image + 1) * size),
      ]);
      const twice = await gradientOf(trainer, start, {
        images: Float32Array.from(picked),
        labels: Int32Array.of(0, 1, 1, 2),
      });
      const weighed = await gradientOf(trainer, start, {
        ...batch,
        imageWeights: Float64Array.of(1, 2, 1, 0),
      });
      // The margin's wrong classes do not depend on the weights of images.
      const close = kind === 'margin' ? 1e-3 : 1e-6;
      expect(largestMiss(flat(weighed), flat(twice))).toBeLessThan(close);
      expect(largestMiss(flat(weighed), flat(all))).toBeGreaterThan(1e-2);
    });
  });

  it('refuses image weights that are none', () => {
    const trainer = trainerOf(mlp);
    for (const weights of [
      [1, 1, 1],
      [1, 1, 1, -1],
      [1, 1, 1, Number.NaN],
    ]) {
      const imageWeights = Float64Array.from(weights);
      expect(() => trainer.step({ ...batch, imageWeights }, 0.1)).toThrow(RangeError);
    }
  });

  it('reports metrics step by step, once', async () => {
    const trainer = trainerOf(mlp, { objective: { kind: 'margin' } });
    const none = await trainer.takeMetrics();
    expect(none).toEqual({ losses: new Float32Array(), clampedShares: new Float32Array() });
    trainer.step(batch, 0.01);
    trainer.step(batch, 0.01);
    const two = await trainer.takeMetrics();
    expect(two.losses.length).toBe(2);
    expect(two.clampedShares).toEqual(Float32Array.of(0, 0));
    expect((await trainer.takeMetrics()).losses.length).toBe(0);
    expect((await trainerOf(mlp).takeMetrics()).clampedShares).toBeNull();
  });

  it('asks nothing of a batch whose classes weigh nothing', async () => {
    const trainer = trainerOf(mlp);
    trainer.setClassWeights(Float64Array.of(0, 0, 1));
    const start = await trainer.save();
    trainer.step({ images: batch.images, labels: Int32Array.of(0, 1, 1, 0) }, 0.1);
    expect((await trainer.takeMetrics()).losses[0]).toBeCloseTo(0);
    expectEqual((await trainer.save()).tensors, start.tensors);
  });

  it('says when training diverged', async () => {
    const trainer = trainerOf(mlp);
    for (let step = 0; step < 8; step++) trainer.step(batch, 1e30);
    const failure = await trainer.takeMetrics().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({
      message: expect.stringMatching(/diverged: the loss is not a finite number\. The first layer/),
      divergence: { step: expect.any(Number), tensor: expect.stringContaining('/') },
    });
    await expect(trainer.predict(batch.images)).rejects.toThrow('The first layer that is not');
  });

  it('raises the failure of a device at the next reading', async () => {
    let failure: EngineError | null = null;
    const check = () => {
      if (failure !== null) throw failure;
    };
    const failing = { ...backend, check };
    const trainer = createTrainer(failing, optionsOf(mlp));
    open.push(trainer);
    trainer.step(batch, 0.1);
    const [metrics, prediction] = [trainer.takeMetrics(), trainer.predict(batch.images)];
    failure = new EngineError('lost', 'start again');
    for (const reading of [metrics, prediction]) await expect(reading).rejects.toBe(failure);
    await expect(trainer.save()).rejects.toBe(failure);
    expect(() => trainer.dispose()).not.toThrow();
  });

  it('refuses weights, batches and snapshots that do not fit', async () => {
    const trainer = trainerOf(mlp);
    for (const weights of [
      [1, 1],
      [1, -1, 1],
      [1, Number.NaN, 1],
      [0, 0, 0],
    ]) {
      expect(() => trainer.setClassWeights(Float64Array.from(weights))).toThrow(RangeError);
    }
    const short = { images: batch.images, labels: Int32Array.of(0) };
    expect(() => trainer.step(short, 0.1)).toThrow(RangeError);
    await expect(trainer.predict(new Float32Array(5))).rejects.toThrow(RangeError);
    const other = { tensors: await trained(cnn, 0) };
    expect(() => trainer.load(other)).toThrow(RangeError);
    const slots = { training: { ...training, momentum: 0.9 } };
    const more = { tensors: await trained(mlp, 0, slots) };
    expect(() => trainer.load(more)).toThrow('velocity');
  });
});

// WebGPU's: captured/capturedFamilies.test.ts.
describe('networks for large images on wasm', () => {
  let backends: readonly [Backend, Backend];
  beforeAll(async () => {
    backends = [await startForTest('cpu'), await startForTest('wasm')];
  });
  afterAll(() => {
    for (const backend of backends) backend.dispose();
  });

  it.each(imagenetFamilies)(
    'have the features and gradients of plain JavaScript: $name',
    (family) => expectAgreement(backends, family),
  );
});
