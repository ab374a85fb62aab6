/** Mixed precision: what it trains beside float32, and steps whose gradients are too large. */
import { type Tensor1D, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainObjective, type TrainerOptions } from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { createLevelwiseTrainer, createTrainer } from './createTrainers.ts';
import { scaling } from './kernels/scalingKernels.ts';
import { randomValues } from './kernels/selfTest/sampleValues.ts';
import { installDawn, removeDawn } from './testing/dawn.ts';
import { startForTest } from './testing/devices.ts';

const missing = await installDawn();
afterAll(removeDawn);

describe.each(['cpu', 'webgpu'] as const)('scale of the loss on %s', (kind) => {
  let backend: Backend | null = null;
  beforeAll(async () => {
    if (kind === 'cpu' || missing === null) backend = await startForTest(kind);
  });
  afterAll(() => backend?.dispose());

  /** The factor, scale and steps after gradients of two parameters, one of which holds `value`. */
  async function settled(
    { kernels, activate }: Backend,
    value: number,
    scale: number,
    steps: number,
  ) {
    activate();
    const state = { scale: tensor1d([scale]), steps: tensor1d([steps]) };
    const outputs = tidy(() => {
      const gradients = [
        [1, 2, 3],
        Array.from({ length: 70 }, (_, at) => (at === 67 ? value : at)),
      ];
      const updates = gradients.map((values) => ({
        value: tensor1d(values.map(() => 0)),
        gradient: tensor1d(values),
      }));
      const { factor, state: next } = kernels.settleScale(updates, state);
      return [factor, next.scale, next.steps];
    });
    const found = [];
    for (const output of outputs) found.push((await output.data())[0]);
    return found;
  }

  it.skipIf(kind === 'webgpu' && missing !== null)('follows the gradients', async () => {
    const on = backend as Backend;
    expect(await settled(on, 5, 1024, 7)).toEqual([1 / 1024, 1024, 8]);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(await settled(on, bad, 1024, 7)).toEqual([0, 512, 0]);
    }
    expect(await settled(on, Number.NaN, 1, 7)).toEqual([0, 1, 0]);
    const { growthInterval, most } = scaling;
    expect(await settled(on, 5, 1024, growthInterval - 1)).toEqual([1 / 1024, 2048, 0]);
    expect(await settled(on, 5, most, growthInterval - 1)).toEqual([1 / most, most, 0]);
  });

  it.skipIf(kind === 'webgpu' && missing !== null)(
    'unscales updates, or leaves all as it is',
    async () => {
      const { kernels, activate } = backend as Backend;
      activate();
      const run = async (gradients: readonly number[], factor: number | null) => {
        const given = factor === null ? undefined : (tensor1d([factor]) as Tensor1D);
        const make = () => ({
          value: tensor([1, 2, 3, 4]),
          gradient: tensor([...gradients]),
          weightDecay: 0.5,
        });
        const one = (values: readonly number[]) => tensor([...values]);
        const outputs = tidy(() => {
          const settings = {
            momentum: 0.5,
            rate: Float32Array.of(0.25),
            ...(given && { factor: given }),
          };
          const [sgd] = kernels.sgd([{ ...make(), velocity: one([1, 1, 2, 2]) }], settings);
          const [plain] = kernels.sgd([{ ...make(), velocity: null }], settings);
          const slots = { mean: one([0, 1, 0, 1]), square: one([1, 0, 1, 0]) };
          const [adam] = kernels.adam([{ ...make(), ...slots }], Float32Array.of(0.1, 1), given);
          return [
            sgd.value,
            sgd.velocity ?? sgd.value,
            plain.value,
            adam.value,
            adam.mean,
            adam.square,
          ];
        });
        const found = [];
        for (const output of outputs) found.push([...(await output.data())]);
        return found;
      };
      expect(await run([8, 16, -8, 4], 1 / 8)).toEqual(await run([1, 2, -1, 0.5], null));
      const still = [1, 2, 3, 4];
      const skipped = await run([Number.NaN, 1, Number.POSITIVE_INFINITY, 2], 0);
      expect(skipped).toEqual([still, [1, 1, 2, 2], still, still, [0, 1, 0, 1], [1, 0, 1, 0]]);
    },
  );
});

const shape = { height: 8, width: 8, channels: 1 };
const options: TrainerOptions = {
  network: { kind: 'cnn', channels: [8, 8] },
  shape,
  classCount: 3,
  objective: plainObjective,
  training: { optimizer: 'sgd', momentum: 0.9, weightDecay: 0.01, batchSize: 4 },
  seed: 1,
  round: 1,
};
const batch = {
  images: randomValues('images', 4, 8, 8, 1).values,
  labels: Int32Array.of(0, 2, 1, 2),
};

describe.skipIf(missing !== null)('training in mixed precision', () => {
  let mixed: Backend;
  beforeAll(async () => {
    mixed = await startForTest('webgpu-mixed');
  });
  afterAll(() => mixed?.dispose());

  async function trained(backend: Backend, steps: number, adam = false) {
    backend.activate();
    const training = {
      ...options.training,
      optimizer: adam ? ('adam' as const) : ('sgd' as const),
    };
    const trainer = createTrainer(backend, { ...options, training });
    for (let step = 0; step < steps; step++) trainer.step(batch, 0.02);
    const { losses } = await trainer.takeMetrics();
    const { tensors } = await trainer.save();
    trainer.dispose();
    backend.check();
    expect(backend.takeNotes()).toEqual([]);
    return { losses: [...losses], tensors };
  }

  it('comes near what float32 comes to, twice to the same bits, and not to its bits', async () => {
    const reference = await startForTest('cpu');
    for (const adam of [false, true]) {
      const expected = await trained(reference, 8, adam);
      const found = await trained(mixed, 8, adam);
      expect(await trained(mixed, 8, adam)).toEqual(found);
      expect(found.losses).not.toEqual(expected.losses);
      for (const [step, loss] of found.losses.entries()) {
        expect(Math.abs(loss - expected.losses[step])).toBeLessThan(5e-3);
      }
    }
    reference.dispose();
  });

  it('changes nothing in a step whose gradients are too large, and halves the scale', async () => {
    mixed.activate();
    const trainer = createTrainer(mixed, options);
    const before = await trainer.save();
    const scaleName = 'optimiser:lossScale';
    expect(before.tensors[scaleName].values).toEqual(Float32Array.of(scaling.first));
    // Far beyond what a half holds.
    const large = { shape: [1], values: Float32Array.of(2 ** 40) };
    trainer.load({ tensors: { ...before.tensors, [scaleName]: large } });
    trainer.step(batch, 0.02);
    const { losses } = await trainer.takeMetrics();
    expect(losses.every(Number.isFinite)).toBe(true);
    const after = await trainer.save();
    for (const [name, { values }] of Object.entries(before.tensors)) {
      if (name.startsWith('optimiser:')) continue;
      expect(after.tensors[name].values, name).toEqual(values);
    }
    expect(after.tensors[scaleName].values[0]).toBe(2 ** 39);
    trainer.dispose();
  });

  it('goes on from a snapshot to the same bits', async () => {
    const whole = await trained(mixed, 6);
    mixed.activate();
    const [first, second] = [createTrainer(mixed, options), createTrainer(mixed, options)];
    for (let step = 0; step < 3; step++) first.step(batch, 0.02);
    await first.takeMetrics();
    second.load(await first.save());
    for (let step = 0; step < 3; step++) second.step(batch, 0.02);
    expect([...(await second.takeMetrics()).losses]).toEqual(whole.losses.slice(3));
    expect((await second.save()).tensors).toEqual(whole.tensors);
    for (const trainer of [first, second]) trainer.dispose();
  });

  it('trains a level-wise network whose θ is learned near to what float32 comes to', async () => {
    const reference = await startForTest('cpu');
    const trace = async (backend: Backend) => {
      backend.activate();
      const trainer = createLevelwiseTrainer(backend, {
        ...options,
        objective: plainObjective,
        groupCounts: [2],
        levelWeights: Float64Array.of(0.5, 0.5),
        learned: { minimum: 0.05 },
        classifierDecay: 0,
        path: false,
      });
      trainer.setAssignment(0, Float64Array.of(1, 1, 0, 0, 0, 1));
      for (let step = 0; step < 6; step++) trainer.step(batch, 0.05);
      const { losses } = await trainer.takeMetrics();
      const { tensors } = await trainer.save();
      trainer.dispose();
      return [...losses, ...tensors['levelWeights/free'].values];
    };
    const [expected, found] = [await trace(reference), await trace(mixed)];
    reference.dispose();
    for (const [index, value] of found.entries()) {
      expect(Math.abs(value - expected[index])).toBeLessThan(5e-3);
    }
  });
});
