/** What is tested when, and what takes a kernel's place: on the CPU backend, with kernels made wrong. */
import { add, type Tensor, type Tensor4D, tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { EngineError } from '../../../engine.ts';
import type { Backend } from '../../backends/backend.ts';
import { cpuReference } from '../../backends/cpuReference.ts';
import { startForTest } from '../../testing/devices.ts';
import { composedKernels } from '../composed/composedKernels.ts';
import type { Kernels } from '../kernels.ts';
import { selfTestCases } from './cases.ts';
import { kernelUse } from './kernelUse.ts';
import { SelfTest, type SelfTestSurroundings, type Verdicts } from './selfTest.ts';
import type { SelfTestCase } from './selfTestCase.ts';

let cpu: Backend;
beforeAll(async () => {
  cpu = await startForTest('cpu');
});
afterAll(() => cpu?.dispose());

/** Computes on the CPU backend, as if it were the device; refuses cases whose kernels throw. */
async function runHere({ inputs, compute }: SelfTestCase, kernels: Kernels) {
  cpu.activate();
  try {
    return tidy(() => {
      const tensors = inputs.map(({ values, shape }) => tensor(values.slice(), [...shape]));
      const outputs = compute(kernels, ...(tensors as never[]));
      return outputs.map((output) => Float32Array.from(output.dataSync<'float32'>()));
    });
  } catch {
    return null;
  }
}

/** As the kernel of that name, a little too large. */
const spoiled = (name: 'add' | 'relu' | 'maxPool') =>
  ((...given: never[]) =>
    add((composedKernels[name] as (...all: never[]) => Tensor)(...given), 0.01)) as never;

function surroundings(own: Partial<Kernels>, verdicts: Verdicts = new Map()) {
  return {
    own: { ...composedKernels, ...own },
    plain: composedKernels,
    cases: selfTestCases,
    verdicts,
    run: vi.fn(runHere),
    reference: vi.fn((watch) => cpuReference(selfTestCases, watch)),
    onNote: vi.fn(),
  } satisfies SelfTestSurroundings;
}

const image = () => tensor([-1, 2, 3, 4], [1, 2, 2, 1]) as Tensor4D;
const halving = { size: 2, stride: 2, padding: 0, keepsPartial: false };

it('has cases for every kernel, in every way that it has', async () => {
  const met = new Set<string>();
  const watching = (kernels: Kernels): Kernels =>
    Object.fromEntries(
      Object.entries(kernels).map(([name, kernel]) => [
        name,
        (...given: never[]) => {
          met.add(kernelUse(name as keyof Kernels, given));
          return (kernel as (...all: never[]) => unknown)(...given);
        },
      ]),
    ) as unknown as Kernels;
  await cpuReference(selfTestCases, watching);
  const names = new Set([...met].map((use) => use.split(',', 1)[0]));
  expect([...names].sort()).toEqual(Object.keys(composedKernels).sort());
  const ways = [...met].filter((use) => use.includes(','));
  for (const name of ['convolution', 'convolutionInputGradient', 'convolutionFilterGradient']) {
    for (const way of ['1 × 1 windows', '3 × 3 windows', 'other windows']) {
      expect(ways).toContain(`${name}, ${way}`);
    }
  }
  for (const name of ['maxPool', 'maxPoolGradient', 'meanPool', 'meanPoolGradient']) {
    for (const way of ['halving', 'other windows']) expect(ways).toContain(`${name}, ${way}`);
  }
});

it('tests what was asked for and is not known, once', async () => {
  const given = surroundings({ maxPool: spoiled('maxPool') });
  const tested = new SelfTest(given);
  expect(await tested.test()).toBe(false);
  expect(given.reference).not.toHaveBeenCalled();
  tidy(() => void tested.kernels.relu(image()));
  // Nobody asked for the pooling that is wrong.
  expect(await tested.test()).toBe(false);
  expect(given.run).toHaveBeenCalled();
  expect([...given.verdicts]).toEqual([['relu', 'right']]);
  given.run.mockClear();
  tidy(() => void tested.kernels.relu(image()));
  expect(await tested.test()).toBe(false);
  expect(given.run).not.toHaveBeenCalled();
});

it('puts the plain kernel in the place of one that is wrong, and says so where it is used', async () => {
  const given = surroundings({ add: spoiled('add') });
  const tested = new SelfTest(given);
  const sums = () =>
    tidy(() => {
      tested.kernels.relu(image());
      return [...tested.kernels.add(image(), image()).dataSync()];
    });
  cpu.activate();
  expect(sums()[1]).toBeCloseTo(4.01);
  expect(await tested.test()).toBe(true);
  expect(given.verdicts.get('add')).toBe('replaced');
  // Kernels of the same case are not blamed.
  expect(given.verdicts.get('relu')).toBe('right');
  expect(given.onNote).not.toHaveBeenCalled();
  cpu.activate();
  expect(sums()).toEqual([-2, 4, 6, 8]);
  expect(given.onNote).toHaveBeenCalledWith(expect.stringContaining('computes the kernel add'));
});

it('does so way by way, and for a kernel that the device refuses', async () => {
  const refused = () => {
    throw new Error('no such instruction');
  };
  const given = surroundings({ maxPool: refused as never });
  const tested = new SelfTest(given);
  expect(() => tested.kernels.maxPool(image(), halving)).toThrow('no such instruction');
  expect(await tested.test()).toBe(true);
  expect([...given.verdicts]).toEqual([['maxPool, halving', 'replaced']]);
});

it('gives up where the plain kernel is wrong as well', async () => {
  const wrong = { relu: spoiled('relu') };
  const given = { ...surroundings(wrong), plain: { ...composedKernels, ...wrong } };
  const tested = new SelfTest(given);
  tidy(() => void tested.kernels.relu(image()));
  const failure = await tested.test().catch((error) => error);
  expect(failure).toBeInstanceOf(EngineError);
  expect(failure.message).toContain('relu');
});

it('believes what is known of the device, and leaves it open where there is no reference', async () => {
  const given = surroundings({ add: spoiled('add') }, new Map([['add', 'replaced']]));
  const tested = new SelfTest(given);
  tidy(() => {
    cpu.activate();
    expect([...tested.kernels.add(image(), image()).dataSync()]).toEqual([-2, 4, 6, 8]);
  });
  expect(await tested.test()).toBe(false);
  expect(given.run).not.toHaveBeenCalled();
  const without = { ...surroundings({}), reference: async () => null };
  const untested = new SelfTest(without);
  tidy(() => void untested.kernels.relu(image()));
  expect(await untested.test()).toBe(false);
  expect(without.verdicts.size).toBe(0);
});
