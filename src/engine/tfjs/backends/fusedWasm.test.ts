/** WebAssembly by fused multiply-adds: the same networks but for rounding, on any number of threads. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startThread } from '../../../node/nodeThreads.ts';
import { allowRelaxedSimd } from '../../../node/relaxedSimd.ts';
import { EngineError, plainObjective } from '../../engine.ts';
import { createEngine } from '../createEngine.ts';
import { randomValues } from '../kernels/selfTest/sampleValues.ts';
import { expectClose } from '../testing/values.ts';
import { installedWasmPaths } from '../testing/wasmFiles.ts';

const platform = { wasmPaths: installedWasmPaths(), threads: { cores: 2, start: startThread } };
const shape = { height: 12, width: 12, channels: 1 };
const batchSize = 135;

beforeAll(allowRelaxedSimd);
afterEach(() => {
  vi.restoreAllMocks();
});

/** The weights after some steps of a CNN. */
async function trained(device: 'wasm' | 'wasm-fused', threads: number) {
  const engine = await createEngine(device, platform, threads);
  const trainer = engine.createTrainer({
    network: { kind: 'cnn', channels: [16, 16] },
    shape,
    classCount: 4,
    objective: plainObjective,
    training: { optimizer: 'sgd', momentum: 0.9, weightDecay: 1e-4, batchSize },
    seed: 5,
    round: 1,
  });
  const images = randomValues('images', batchSize, 12, 12, 1).values;
  const labels = Int32Array.from({ length: batchSize }, (_, image) => image % 4);
  for (let step = 0; step < 3; step++) trainer.step({ images, labels }, 0.05);
  await trainer.takeMetrics();
  const { tensors } = await trainer.save();
  trainer.dispose();
  engine.dispose();
  return { device: engine.device, tensors };
}

it('trains to the same bits on one thread and on two, close to those of WASM, and says its name', async () => {
  const alone = await trained('wasm-fused', 1);
  const together = await trained('wasm-fused', 2);
  const plain = await trained('wasm', 1);
  expect(alone.device).toMatchObject({ kind: 'wasm-fused', adapter: 'fused SIMD, 1 thread' });
  expect(together.device.adapter).toBe('fused SIMD, 2 threads');
  expect(plain.device).toMatchObject({ kind: 'wasm', adapter: 'SIMD, 1 thread' });
  expect(together.tensors).toEqual(alone.tensors);
  for (const [name, { shape: of, values }] of Object.entries(plain.tensors)) {
    expectClose({ shape: of, values: alone.tensors[name].values }, { shape: of, values });
  }
});

it('is refused with a remedy where it is not to be had, which keeps WASM as it was', async () => {
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  const refusal = await createEngine('wasm-fused', platform, 1).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(EngineError);
  expect(refusal).toMatchObject({ remedy: expect.stringContaining('Choose WASM') });
  vi.restoreAllMocks();
  expect((await trained('wasm', 1)).device.kind).toBe('wasm');
});
