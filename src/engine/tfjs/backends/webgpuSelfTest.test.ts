/** A graphics device that computes a kernel wrongly, and one that refuses one: what they train, and say. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainObjective, type TrainerOptions } from '../../engine.ts';
import { createTrainer } from '../createTrainers.ts';
import { composedKernels } from '../kernels/composed/composedKernels.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { largestMiss, randomValues } from '../kernels/selfTest/sampleValues.ts';
import { createTensor, runShader } from '../kernels/webgpu/shader.ts';
import { webgpuKernels } from '../kernels/webgpu/webgpuKernels.ts';
import { installDawn, removeDawn } from '../testing/dawn.ts';
import { startForTest } from '../testing/devices.ts';
import type { Backend } from './backend.ts';
import { findAdapter, startWebgpu } from './webgpu.ts';

const missing = await installDawn();
afterAll(removeDawn);

const shape = { height: 2, width: 2, channels: 1 };
const options: TrainerOptions = {
  network: { kind: 'mlp', hidden: [5], initial: 'normal' },
  shape,
  classCount: 3,
  objective: plainObjective,
  training: { optimizer: 'sgd', momentum: 0.9, weightDecay: 0.01, batchSize: 4 },
  seed: 1,
  round: 1,
};

const batch = {
  images: randomValues('images', 4, 2, 2, 1).values,
  labels: Int32Array.of(0, 2, 1, 2),
};

/** What three steps leave of a network that was prepared, and what the device says of them. */
async function trained(backend: Backend) {
  backend.activate();
  const trainer = createTrainer(backend, options);
  await trainer.prepare(batch, () => {});
  for (let step = 0; step < 3; step++) trainer.step(batch, 0.1);
  const { losses } = await trainer.takeMetrics();
  const { tensors } = await trainer.save();
  const notes = backend.takeNotes();
  trainer.dispose();
  backend.check();
  const values = Object.values(tensors).flatMap((one) => [...one.values]);
  return { values: Float32Array.of(...losses, ...values), notes };
}

/** Changes nothing, so that the weights would stay as they are. */
const idle: Kernels['sgd'] = (updates) => updates;

/** A shader that no compiler takes. */
const refused: Kernels['biasGradient'] = (dy) => {
  const result = createTensor<ReturnType<Kernels['biasGradient']>>([dy.shape[dy.rank - 1]]);
  const code = 'fn run(index : u32) { result[index] = unknown; }';
  runShader({ name: 'refused', reads: {}, writes: { result }, size: { threads: 64 }, code });
  return result;
};

const wrong = { sgd: idle, biasGradient: refused };

let reference: Backend;
beforeAll(async () => {
  reference = await startForTest('cpu');
});
afterAll(() => reference?.dispose());

it.skipIf(missing !== null)('trains by plain kernels in place of wrong ones', async () => {
  const expected = await trained(reference);
  const own: Kernels = { ...composedKernels, ...webgpuKernels, ...wrong };
  const backend = await startWebgpu(await findAdapter(), { own });
  const found = await trained(backend);
  expect(largestMiss(found.values, expected.values)).toBeLessThan(1e-4);
  for (const name of Object.keys(wrong)) {
    expect(found.notes).toContainEqual(expect.stringContaining(`the kernel ${name} wrongly`));
  }
  expect(found.notes).toContainEqual(expect.stringContaining('computed anew each time'));
  backend.dispose();
});
