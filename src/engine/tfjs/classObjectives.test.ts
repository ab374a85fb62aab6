/** Training with the objectives of single networks, on every device. */
import { memory } from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import { type Objective, plainObjective, type Trainer } from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { createTrainer } from './createTrainers.ts';
import { classObjectives } from './testing/classObjectives.ts';
import { describeOnDevices, startForTest } from './testing/devices.ts';

const shape = { height: 4, width: 3, channels: 1 };
const [classCount, batchSize] = [4, 8];
const training = { optimizer: 'sgd', momentum: 0.9, weightDecay: 0, batchSize } as const;

const random = createRandom(3, 'images');
const images = Float32Array.from({ length: batchSize * 12 }, () => random.uniform());
/** Every class equally often, as the mean over classes asks for to be that over images. */
const labels = Int32Array.of(0, 1, 2, 3, 3, 2, 1, 0);
const batch = { images, labels };

const neutral: readonly Objective[] = [
  { kind: 'mean-likelihood' },
  { kind: 'focal', focusing: 0 },
  { kind: 'adjusted-likelihood', adjustments: new Float64Array(classCount) },
  { kind: 'robust', rate: 0 },
  { kind: 'hierarchical', groups: [Int32Array.of(0, 0, 1, 1)], coefficients: [0, 1] },
  {
    kind: 'soft-labels',
    groups: [Int32Array.of(0, 0, 1, 1)],
    shares: Float64Array.from(Array(classCount).fill([0, 0, 1]).flat()),
  },
];

describeOnDevices('training with the objectives of single networks', (device) => {
  let backend: Backend;
  const trainers: Trainer[] = [];
  beforeAll(async () => {
    backend = await startForTest(device);
  });
  afterEach(() => {
    for (const trainer of trainers.splice(0)) trainer.dispose();
  });
  afterAll(() => backend?.dispose());

  function trainerOf(objective: Objective, seed = 5): Trainer {
    const network: NetworkSpec = { kind: 'mlp', hidden: [], initial: 'he' };
    const options = { network, shape, classCount, objective, training, seed, round: 1 };
    trainers.push(createTrainer(backend, options));
    return trainers[trainers.length - 1];
  }

  /** The losses of some steps, and what the network then says. */
  async function trained(trainer: Trainer, steps: number) {
    for (let step = 0; step < steps; step++) trainer.step(batch, 0.1);
    const { losses } = await trainer.takeMetrics();
    return { losses: [...losses], probabilities: [...(await trainer.predict(images))] };
  }

  it.each(neutral)('$kind at its neutral value trains as cross-entropy does', async (objective) => {
    const plain = await trained(trainerOf(plainObjective), 3);
    const found = await trained(trainerOf(objective), 3);
    for (const [step, loss] of plain.losses.entries()) {
      expect(Math.abs(found.losses[step] - loss)).toBeLessThan(1e-6 * Math.max(1, loss));
    }
    for (const [at, p] of plain.probabilities.entries()) {
      expect(Math.abs(found.probabilities[at] - p)).toBeLessThan(1e-6);
    }
  });

  it.each(classObjectives(classCount))(
    '$kind is learned, and goes on from a snapshot',
    async (objective) => {
      const whole = trainerOf(objective);
      const { losses } = await trained(whole, 30);
      expect(losses[29]).toBeLessThan(losses[0]);
      const halfway = await whole.save();
      const later = trainerOf(objective, 77);
      later.load(halfway);
      expect(await trained(later, 3)).toEqual(await trained(whole, 3));
      expect(await later.classWeights()).toEqual(await whole.classWeights());
    },
  );

  it('raises the weight of classes with large losses, and of no others', async () => {
    const trainer = trainerOf({ kind: 'robust', rate: 0.5 });
    expect(await trainer.classWeights()).toEqual(new Float64Array(classCount).fill(0.25));
    await trained(trainer, 20);
    const weights = await trainer.classWeights();
    if (weights === null) throw new Error('no weights');
    expect(weights.reduce((sum, q) => sum + q, 0)).toBeCloseTo(1, 6);
    expect(Math.max(...weights) - Math.min(...weights)).toBeGreaterThan(0.01);
    expect(await trainerOf(plainObjective).classWeights()).toBeNull();
  });

  it('keeps no tensor that it does not need', async () => {
    backend.activate();
    const before = memory().numTensors;
    for (const objective of classObjectives(classCount)) {
      const trainer = trainerOf(objective);
      await trained(trainer, 1);
      const once = memory().numTensors;
      await trained(trainer, 2);
      expect(memory().numTensors, objective.kind).toBe(once);
      trainer.dispose();
      expect(memory().numTensors, objective.kind).toBe(before);
    }
  });

  it('refuses what does not fit its classes', () => {
    const groups = [Int32Array.of(0, 1, 1)];
    const wrong: Objective = { kind: 'hierarchical', groups, coefficients: [0.5, 0.5] };
    expect(() => trainerOf(wrong)).toThrow('3 groups where 4 are needed');
  });
});
