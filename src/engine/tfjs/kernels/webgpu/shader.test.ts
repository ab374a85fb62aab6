/** How shaders are run, and that one which cannot be compiled is heard of. */

import { fill, type Rank, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NetworkSpec } from '../../../../spec/networks/networks.ts';
import { EngineError, plainObjective } from '../../../engine.ts';
import type { Backend } from '../../backends/backend.ts';
import { createTrainer } from '../../createTrainers.ts';
import { installDawn, removeDawn } from '../../testing/dawn.ts';
import { startForTest } from '../../testing/devices.ts';
import { createTensor, gridOf, runShader } from './shader.ts';

const missing = await installDawn();
afterAll(removeDawn);

describe('grid of workgroups', () => {
  const limit = 65535;

  it('is one row where that is long enough', () => {
    expect(gridOf({ size: { threads: 64 * limit } }, limit)).toEqual([limit, 1]);
    expect(gridOf({ size: { groups: 1, groupSize: 8 } }, limit)).toEqual([1, 1]);
  });

  it.each([limit + 1, 2 * limit, 2 * limit + 1, 1_000_000])('holds all of %i groups', (groups) => {
    const [columns, rows] = gridOf({ size: { groups, groupSize: 64 } }, limit);
    expect(columns).toBeLessThanOrEqual(limit);
    expect(columns * rows).toBeGreaterThanOrEqual(groups);
    expect(columns * (rows - 1)).toBeLessThan(groups);
  });
});

describe.skipIf(missing !== null)('shaders on webgpu', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest('webgpu');
  });
  afterAll(() => backend?.dispose());

  const double = (x: Tensor, code: string): Tensor => {
    const result = createTensor(x.shape);
    const size = { threads: x.size };
    runShader({ name: 'double', reads: { x }, writes: { result }, size, code });
    return result;
  };
  const right = `fn run(index : u32) {
    if (index < arrayLength(&result)) { result[index] = 2.0 * x[index]; }
  }`;

  it('writes every value where the groups take several rows', async () => {
    backend.activate();
    const count = 64 * 65535 + 1;
    const x = tensor1d(new Float32Array(count).fill(1.5));
    const result = double(x, right);
    const values = await result.data<'float32'>();
    expect(values.every((value) => value === 3)).toBe(true);
    for (const tensor of [x, result]) tensor.dispose();
    backend.check();
  });

  it('keeps what is no number through every ReLU, so that a diverged run is noticed', async () => {
    backend.activate();
    const { kernels } = backend;
    const outputs = tidy(() => {
      const images = fill<Rank.R4>([1, 2, 2, 1], Number.NaN);
      const rows = fill<Rank.R2>([1, 4], Number.NaN);
      const ones = fill<Rank.R1>([1], 1);
      const statistics = { mean: ones, variance: ones };
      return [
        kernels.addRelu(images, images),
        kernels.dense(rows, fill<Rank.R2>([4, 1], 1), ones, true),
        kernels.convolution(
          images,
          fill<Rank.R4>([3, 3, 1, 1], 1),
          ones,
          { stride: 1, padding: 1 },
          true,
        ),
        kernels.normalise(images, statistics, { scale: ones, offset: ones }, true),
      ];
    });
    for (const output of outputs) {
      expect((await output.data<'float32'>()).every(Number.isNaN)).toBe(true);
      output.dispose();
    }
    backend.check();
  });

  const networks: readonly [string, NetworkSpec, number][] = [
    ['MLP', { kind: 'mlp', hidden: [16], initial: 'he' }, 18],
    ['small CNN', { kind: 'cnn', channels: [4, 8] }, 32],
    ['ResNet-20', { kind: 'resnet', depth: 20 }, 300],
  ];

  it.each(networks)('takes few dispatches for a step of the %s', (_name, network, most) => {
    const training = { optimizer: 'sgd', momentum: 0.9, weightDecay: 0, batchSize: 2 } as const;
    const shape = { height: 8, width: 8, channels: 1 };
    const common = { objective: plainObjective, seed: 1, round: 1 } as const;
    const options = { network, shape, classCount: 3, training, ...common };
    const trainer = createTrainer(backend, options);
    const dispatches = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    trainer.step({ images: new Float32Array(128).fill(0.5), labels: Int32Array.of(0, 2) }, 0.1);
    expect(dispatches.mock.calls.length).toBeGreaterThan(0);
    expect(dispatches.mock.calls.length).toBeLessThanOrEqual(most);
    dispatches.mockRestore();
    trainer.dispose();
    backend.check();
  });

  it('tells the kernel whose shader cannot be compiled, when its result is read', async () => {
    const broken = await startForTest('webgpu');
    const result = tidy(() => double(tensor1d([1]), 'fn run(index : u32) { nonsense; }'));
    await result.data();
    expect(() => broken.check()).toThrow(EngineError);
    expect(() => broken.check()).toThrow(/refused the kernel double: .*nonsense/s);
    result.dispose();
    broken.dispose();
  });
});
