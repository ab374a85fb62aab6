import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend } from './backends/backend.ts';
import { describeOnDevices, startForTest } from './testing/devices.ts';
import { GpuWatch } from './testing/gpuWatch.ts';
import { holdingsOf, startSmallTraining } from './testing/smallTraining.ts';

/** `npm run bench:soak` does the same for 10,000 steps. */
describeOnDevices('training for long', (kind) => {
  let backend: Backend;
  let watch: GpuWatch | null;
  beforeAll(async () => {
    watch = kind === 'webgpu' ? new GpuWatch() : null;
    backend = await startForTest(kind);
  });
  afterAll(() => backend.dispose());

  it('holds on to nothing more after 300 steps than after 100', async () => {
    const training = startSmallTraining(backend, { kind: 'cnn', channels: [2, 3] });
    await training.train(50);
    await training.train(50);
    const early = holdingsOf(backend, watch);
    for (let reading = 0; reading < 4; reading++) await training.train(50);
    expect(holdingsOf(backend, watch)).toEqual(early);
    expect(early.tensors).toBeGreaterThan(0);
    if (kind === 'webgpu') expect(early.gpuBytes).toBeGreaterThan(0);
    if (kind === 'wasm') expect(early.wasmBytes).toBeGreaterThan(0);
    training.dispose();
  });
});
