/** Halves in the arrays of shaders: their text, every kernel of layers on them, and what does not fit. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as activeBackend, tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../backends/backend.ts';
import { cpuReference } from '../../backends/cpuReference.ts';
import { installDawn, removeDawn } from '../../testing/dawn.ts';
import { startForTest } from '../../testing/devices.ts';
import { layerCases } from '../selfTest/layerCases.ts';
import { largestMiss } from '../selfTest/sampleValues.ts';
import { withHalves } from './halfStorage.ts';
import { asHalves, asSingles } from './precision.ts';
import { runCase } from './runCase.ts';

/** A half has 11 bits; sums of some tens of rounded values miss by a few units of the last. */
const tolerance = 4e-3;

describe('text of a shader', () => {
  const x = { name: 'x', lanes: 4, isWritten: false } as const;
  const last = (code: string) => code.split('\n').at(-1);

  it('reads through a function, whatever brackets its index has', () => {
    expect(last(withHalves('let a = x[i + b[2]] + max(x[0u], y.x[1]);', [x]))).toBe(
      'let a = load_x(u32(i + b[2])) + max(load_x(u32(0u)), y.x[1]);',
    );
  });

  it('writes through a function, with what is read on the right', () => {
    const result = { name: 'result', lanes: 4, isWritten: true } as const;
    expect(last(withHalves('if (c) { result[at / 4u] = x[at]; }', [x, result]))).toBe(
      'if (c) { store_result(u32(at / 4u), load_x(u32(at))); }',
    );
  });

  it('counts the values of words, not the words', () => {
    const single = { ...x, lanes: 1 } as const;
    expect(last(withHalves('arrayLength(&x) - 1u', [single]))).toBe('(2u * arrayLength(&x)) - 1u');
    expect(last(withHalves('arrayLength(&x) - 1u', [x]))).toBe('arrayLength(&x) - 1u');
  });

  it('refuses what two threads might write at once, and what is more than set', () => {
    const result = { name: 'result', lanes: 4, isWritten: true } as const;
    expect(() => withHalves('result[0] = 1.0;', [{ ...result, lanes: 1 }])).toThrow('in fours');
    expect(() => withHalves('result[0] += x[0];', [result])).toThrow('can only be set');
  });
});

const missing = await installDawn();
afterAll(removeDawn);

describe.skipIf(missing !== null)('kernels on halves', () => {
  let backend: Backend;
  let expected: Awaited<ReturnType<typeof cpuReference>>;
  beforeAll(async () => {
    backend = await startForTest('webgpu');
    expected = await cpuReference(layerCases, (kernels) => kernels);
  });
  afterAll(() => backend?.dispose());

  let rounded = 0;
  it.each([...layerCases.keys()])('case %i of the self-test', async (index) => {
    backend.activate();
    const webgpu = activeBackend() as WebGPUBackend;
    const atHalf = { ...layerCases[index], isAtHalf: true };
    const found = await runCase(webgpu, atHalf, backend.kernels);
    const exact = await runCase(webgpu, layerCases[index], backend.kernels);
    const wanted = expected?.[index] ?? [];
    expect(found?.length).toBe(wanted.length);
    for (const [place, values] of (found ?? []).entries()) {
      expect(largestMiss(values, wanted[place]), `output ${place}`).toBeLessThan(tolerance);
    }
    if (found?.some((values, place) => largestMiss(values, exact?.[place] ?? values) > 0))
      rounded++;
    backend.check();
  });

  // Three channels make no words of one pixel's values: those cases stay as they are.
  it('stores most of them so', () => expect(rounded).toBeGreaterThan(layerCases.length / 2));

  it('stores what is beyond the largest half as no number, and all else to 11 bits', async () => {
    backend.activate();
    const values = [65504, 65505, -1e6, Number.POSITIVE_INFINITY, Number.NaN, 1 / 3, -0.1, 6e-8];
    const result = tidy(() => asSingles(asHalves(tensor(values, [2, 4], 'float32'))));
    const found = [...(await result.data<'float32'>())];
    result.dispose();
    expect(found.slice(0, 5)).toEqual([65504, NaN, NaN, NaN, NaN]);
    expect(found[5]).toBeCloseTo(1 / 3, 3);
    expect(found[6]).toBeCloseTo(-0.1, 4);
    expect(Math.abs(found[7])).toBeLessThan(1e-7);
  });
});
