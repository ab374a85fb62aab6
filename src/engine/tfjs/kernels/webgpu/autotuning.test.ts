/** Kernels with several variants: these agree, and the fastest is found. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as activeBackend, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../../backends/backend.ts';
import { installDawn, removeDawn } from '../../testing/dawn.ts';
import { startForTest } from '../../testing/devices.ts';
import { tensorOf } from '../../testing/values.ts';
import type { Shape4D } from '../kernels.ts';
import { randomValues } from '../selfTest/sampleValues.ts';
import type { Stride } from '../windows.ts';
import { chosenVariant, fastest, tuneAll, untunedCount } from './autotuning.ts';
import { gradientOf, variantsOf } from './filterGradient.ts';
import { createTensor, runShader } from './shader.ts';

const missing = await installDawn();
afterAll(removeDawn);

describe.skipIf(missing !== null)('variants of kernels on webgpu', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest('webgpu');
  });
  afterAll(() => backend?.dispose());
  const webgpu = () => activeBackend() as WebGPUBackend;

  const shapes: readonly [Shape4D, number, Stride][] = [
    [[1, 1, 1, 4], 4, 1],
    [[2, 5, 7, 4], 8, 1],
    [[2, 5, 7, 8], 4, 2],
    [[3, 9, 33, 36], 40, 1],
    [[2, 34, 34, 16], 68, 2],
    [[4, 16, 16, 32], 32, 1],
    [[5, 2, 1, 64], 64, 1],
  ];

  it.each(shapes)('filter gradient of %j → %i, stride %i', async (shape, outputs, stride) => {
    backend.activate();
    const [images, height, width] = shape;
    const sides = [Math.ceil(height / stride), Math.ceil(width / stride)];
    const x = tensorOf<Tensor4D>(randomValues('x', ...shape));
    const dy = tensorOf<Tensor4D>(randomValues('dy', images, ...sides, outputs));
    const gradient = gradientOf(x.shape, dy.shape, stride);
    const variants = variantsOf(gradient.blocks);
    expect(variants.length).toBe(2);
    const results: Float32Array[] = [];
    for (const variant of variants) {
      const result = variant(x, dy, gradient);
      results.push(await backend.memory.read(result));
      result.dispose();
    }
    expect(results[0].some((value) => value !== 0)).toBe(true);
    expect([...results[1]]).toEqual([...results[0]]);
    for (const tensor of [x, dy]) tensor.dispose();
    backend.check();
  });

  /** Writes `value`, as slowly as asked. */
  function filled(value: number, rounds: number): Tensor {
    const result = createTensor([64]);
    runShader({
      name: 'slowly',
      constants: { rounds },
      numbers: { value },
      reads: {},
      writes: { result },
      size: { threads: 64 },
      code: `fn run(index : u32) {
        var sum = f32(index);
        for (var round = 0u; round < rounds; round++) { sum = fract(sum * 1.7 + value); }
        result[index] = select(value, sum, sum > 2.0);
      }`,
    });
    return result;
  }

  const tuningTaskOf = (key: string, variants: readonly (() => Tensor)[]) => ({
    key,
    prepare: () => ({ variants, dispose: () => {} }),
  });

  it('uses the first variant until the others were timed, then the fastest', async () => {
    backend.activate();
    const task = tuningTaskOf('a', [() => filled(1, 3_000_000), () => filled(1, 1)]);
    expect(chosenVariant(webgpu(), task)).toBe(0);
    expect(untunedCount(webgpu())).toBe(1);
    const told = vi.fn();
    await tuneAll(webgpu(), told, fastest);
    expect(told).toHaveBeenCalledTimes(1);
    expect(chosenVariant(webgpu(), task)).toBe(1);
    expect(untunedCount(webgpu())).toBe(0);
  });

  it('uses no other variant that is hardly faster', async () => {
    backend.activate();
    const same = () => filled(1, 1_000_000);
    const task = tuningTaskOf('d', [same, same]);
    chosenVariant(webgpu(), task);
    let now = 0;
    // Each timing of the second variant seems to take 95 ms, of the first 100.
    const times = [0, 100, 0, 95];
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => times[now++ % 4]);
    await tuneAll(webgpu(), () => {}, fastest);
    clock.mockRestore();
    expect(now).toBe(4);
    expect(chosenVariant(webgpu(), task)).toBe(0);
  });

  it('leaves the first where the device tells too late what is done', async () => {
    backend.activate();
    const prepare = vi.fn();
    const task = { key: 'e', prepare };
    chosenVariant(webgpu(), task);
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 100;
      return now;
    });
    await tuneAll(webgpu());
    clock.mockRestore();
    expect(prepare).not.toHaveBeenCalled();
    expect(chosenVariant(webgpu(), task)).toBe(0);
  });

  it('never uses a variant that gives other bits', async () => {
    backend.activate();
    const task = tuningTaskOf('b', [() => filled(1, 3_000_000), () => filled(1 + 2 ** -23, 1)]);
    chosenVariant(webgpu(), task);
    await tuneAll(webgpu(), () => {}, fastest);
    expect(chosenVariant(webgpu(), task)).toBe(0);
  });

  it('never uses a variant that the device refuses, which does it no harm', async () => {
    backend.activate();
    const refused = () => {
      const result = createTensor([64]);
      const code = 'fn run(index : u32) { result[index] = unknown; }';
      runShader({ name: 'refused', reads: {}, writes: { result }, size: { threads: 64 }, code });
      return result;
    };
    const task = tuningTaskOf('c', [() => filled(1, 3_000_000), refused, () => filled(1, 1)]);
    chosenVariant(webgpu(), task);
    await tuneAll(webgpu(), () => {}, fastest);
    expect(chosenVariant(webgpu(), task)).toBe(2);
    backend.check();
    // What it refuses elsewhere is still told.
    const wrong = refused();
    await wrong.data();
    expect(() => backend.check()).toThrow('refused');
    wrong.dispose();
  });
});
