/** How shaders are run, and that one which cannot be compiled is heard of. */
import { type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../../engine.ts';
import type { Backend } from '../../backends/backend.ts';
import { installDawn, removeDawn } from '../../testing/dawn.ts';
import { startForTest } from '../../testing/devices.ts';
import { createTensor, gridOf, runShader, takeOver } from './shader.ts';

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

  it('leaves readings of a tensor as they were when its memory is taken over', async () => {
    backend.activate();
    const before = tensor1d([1, 2]);
    const reading = before.data();
    const after = takeOver(before);
    const code = 'fn run(index : u32) { if (index < 2u) { value[index] += 10.0; } }';
    const size = { threads: 2 };
    runShader({ name: 'addTen', reads: {}, writes: { value: after }, size, code });
    expect([...(await after.data())]).toEqual([11, 12]);
    expect([...(await reading)]).toEqual([1, 2]);
    for (const tensor of [before, after]) tensor.dispose();
  });

  it('copies memory that another tensor shares', async () => {
    backend.activate();
    const before = tensor1d([1, 2]);
    const other = before.clone();
    const after = takeOver(before);
    const code = 'fn run(index : u32) { if (index < 2u) { value[index] += 10.0; } }';
    const size = { threads: 2 };
    runShader({ name: 'addTen', reads: {}, writes: { value: after }, size, code });
    expect([...(await after.data())]).toEqual([11, 12]);
    expect([...(await other.data())]).toEqual([1, 2]);
    for (const tensor of [before, other, after]) tensor.dispose();
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
