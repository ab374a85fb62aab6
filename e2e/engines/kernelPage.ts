/**
 * For a page of its own: every kernel of WebGPU, in all of its ways, and steps of each family's smallest
 * member, held against the CPU backend.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as activeBackend, enableProdMode } from '@tensorflow/tfjs-core';
import { createNormaliser } from '../../src/data/prepare/normalise.ts';
import { plainObjective } from '../../src/engine/engine.ts';
import type { Backend } from '../../src/engine/tfjs/backends/backend.ts';
import { cpuReference } from '../../src/engine/tfjs/backends/cpuReference.ts';
import { startCpu } from '../../src/engine/tfjs/backends/stock.ts';
import { findAdapter, startWebgpu } from '../../src/engine/tfjs/backends/webgpu.ts';
import { createTrainer } from '../../src/engine/tfjs/createTrainers.ts';
import { mixedSelfTestCases } from '../../src/engine/tfjs/kernels/selfTest/cases.ts';
import { largestMiss } from '../../src/engine/tfjs/kernels/selfTest/sampleValues.ts';
import { runCase } from '../../src/engine/tfjs/kernels/webgpu/runCase.ts';
import { type SmallFamily, smallFamilies } from '../../src/engine/tfjs/testing/families.ts';
import { createRandom } from '../../src/lib/random.ts';

/** Of each case whether it stores halves, and its largest miss; null where the device refused it. */
export async function kernelMisses(): Promise<[isAtHalf: boolean, miss: number | null][]> {
  enableProdMode();
  const backend = await startWebgpu(await findAdapter());
  backend.activate();
  const webgpu = activeBackend() as WebGPUBackend;
  const expected = await cpuReference(mixedSelfTestCases, (kernels) => kernels);
  if (expected === null) throw new Error('there is no CPU backend');
  const found = await Promise.all(
    mixedSelfTestCases.map((tested) => runCase(webgpu, tested, backend.kernels)),
  );
  backend.check();
  return found.map((values, index) => {
    const isAtHalf = mixedSelfTestCases[index].isAtHalf === true;
    if (values?.length !== expected[index].length) return [isAtHalf, null];
    const misses = values.map((one, at) => largestMiss(one, expected[index][at]));
    return [isAtHalf, Math.max(...misses)];
  });
}

const [{ shape }] = smallFamilies;
const trained: readonly SmallFamily[] = [
  { name: 'MLP', network: { kind: 'mlp', hidden: [8], initial: 'normal' }, shape },
  { name: 'CNN', network: { kind: 'cnn', channels: [4, 4] }, shape },
  ...smallFamilies,
];

const batchSize = 4;
const classCount = 3;

async function lossesOf(
  device: Backend,
  { network, shape: size }: SmallFamily,
  steps: number,
): Promise<readonly number[]> {
  const random = createRandom(1, 'images of a page');
  const pixelCount = batchSize * size.height * size.width * size.channels;
  const pixels = Uint8Array.from({ length: pixelCount }, () => random.integer(256));
  const indices = Int32Array.from({ length: batchSize }, (_, index) => index);
  const labels = indices.map((index) => index % classCount);
  const normaliser = createNormaliser({ images: pixels, labels }, size, 'unit');
  const from = { pixels, shape: size, normaliser, window: null };
  device.activate();
  const training = { optimizer: 'sgd', momentum: 0.9, weightDecay: 1e-4, batchSize } as const;
  const stated = { network, shape: size, classCount, objective: plainObjective, training };
  const trainer = createTrainer(device, { ...stated, seed: 1, round: 1 });
  for (let step = 0; step < steps; step++) {
    trainer.step({ images: { from, indices, moves: null }, labels }, 0.01);
  }
  const { losses } = await trainer.takeMetrics();
  trainer.dispose();
  return [...losses];
}

/** Of two equally long lists; infinite where one holds what is no number. */
function largestDifference(one: readonly number[], other: readonly number[]): number {
  const differences = one.map((value, index) => Math.abs(value - other[index]));
  return differences.every(Number.isFinite) ? Math.max(...differences) : Infinity;
}

/**
 * Of so many families how far their losses come from the CPU backend's, beside the first of them, in
 * float32 or in mixed precision.
 */
export async function familyMisses(
  steps: number,
  count = trained.length,
  isMixed = false,
): Promise<[string, number][]> {
  enableProdMode();
  const cpu = await startCpu();
  const webgpu = await startWebgpu(await findAdapter(), { isMixed });
  const misses: [string, number][] = [];
  for (const family of trained.slice(0, count)) {
    const expected = await lossesOf(cpu, family, steps);
    const found = await lossesOf(webgpu, family, steps);
    misses.push([family.name, largestDifference(expected, found) / expected[0]]);
  }
  webgpu.check();
  return misses;
}

Object.assign(globalThis, { kernelMisses, familyMisses });
