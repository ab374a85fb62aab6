import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Batch, plainObjective, type TrainerOptions } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { createTrainer } from '../createTrainers.ts';
import { randomValues } from '../kernels/selfTest/sampleValues.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import { createProfiler } from './createProfiler.ts';

const options: TrainerOptions = {
  network: { kind: 'cnn', channels: [4, 4] },
  shape: { height: 6, width: 6, channels: 1 },
  classCount: 3,
  objective: plainObjective,
  training: { optimizer: 'sgd', momentum: 0.9, weightDecay: 1e-3, batchSize: 4 },
  seed: 5,
  round: 1,
};
const batch: Batch = {
  images: randomValues('x', 4, 6, 6, 1).values,
  labels: Int32Array.of(0, 1, 2, 0),
};

describeOnDevices('measured steps', (kind) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest(kind);
  });
  afterAll(() => backend.dispose());

  /** What steps leave behind in a network. */
  async function trained(on: Backend, steps = 3) {
    const trainer = createTrainer(on, options);
    await trainer.prepare(batch, () => {});
    for (let step = 0; step < steps; step++) trainer.step(batch, 0.1);
    const { losses } = await trainer.takeMetrics();
    const { tensors } = await trainer.save();
    trainer.dispose();
    return { losses, tensors };
  }

  it('train the same, bit for bit, and tell each kernel with its layer', async (context) => {
    const profiling = backend.profiling();
    if (profiling === null) {
      context.skip('this adapter offers no timestamps');
      return;
    }
    const plain = await trained(backend);
    expect(await trained(profiling.backend)).toEqual(plain);
    const parts = await profiling.takeParts();
    const of = (layer: string | null, kernel: string) =>
      parts.find((part) => part.layer === layer && part.kernel === kernel);
    // As the network's description names its layers.
    const names = Object.keys(plain.tensors).map((name) => name.split('/')[0]);
    const [convolution, classifier] = [names[0], names[names.length - 1]];
    for (const kernel of ['convolution', 'convolutionFilterGradient']) {
      expect(of(convolution, kernel)?.calls).toBeGreaterThanOrEqual(3);
    }
    expect(of(convolution, 'convolutionInputGradient')).toBeUndefined();
    expect(of(classifier, 'dense')?.calls).toBeGreaterThanOrEqual(3);
    expect(of(classifier, 'denseInputGradient')).toBeDefined();
    expect(of(null, 'sgd')).toBeDefined();
    const times = parts.map(({ milliseconds }) => milliseconds);
    expect(times.every((time) => time >= 0)).toBe(true);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(Math.max(...times)).toBeGreaterThan(0);
    expect(await profiling.takeParts()).toEqual([]);
    // Who is not measured leaves nothing.
    await trained(backend, 1);
    expect(await profiling.takeParts()).toEqual([]);
  });

  it('are held against a large product, whose matrices are freed', async (context) => {
    const profiling = backend.profiling();
    if (profiling === null || kind === 'cpu') {
      context.skip(
        kind === 'cpu' ? 'seconds in plain JavaScript' : 'this adapter offers no timestamps',
      );
      return;
    }
    const unused = () => {
      throw new Error('not asked for');
    };
    const profiler = createProfiler(profiling, {
      createTrainer: unused,
      createLevelwiseTrainer: unused,
      createJointTrainer: unused,
    });
    const { numTensors } = memory();
    const peak = await profiler.measurePeak();
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(1e12);
    expect(memory().numTensors).toBe(numTensors);
    expect(await profiler.takeParts()).toEqual([]);
  });
});
