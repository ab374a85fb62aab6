import { enableProdMode } from '@tensorflow/tfjs-core';
import { afterAll, describe } from 'vitest';
import { allowRelaxedSimd } from '../../../node/relaxedSimd.ts';
import type { DeviceInfo } from '../../../spec/run/events/runEvents.ts';
import { isWebGpu } from '../../../spec/sections/device.ts';
import type { Backend } from '../backends/backend.ts';
import { startDevice } from '../backends/devices.ts';
import { findAdapter, startWebgpu } from '../backends/webgpu.ts';
import { installDawn, removeDawn } from './dawn.ts';
import { leastAdapter } from './leastAdapter.ts';
import { installedWasmPaths } from './wasmFiles.ts';

type Kind = DeviceInfo['kind'];

const missingWebgpu = await installDawn();

/** Starts a device for a test. */
export async function startForTest(kind: Kind): Promise<Backend> {
  enableProdMode();
  if (kind === 'wasm-fused') allowRelaxedSimd();
  if (isWebGpu(kind)) {
    const isMixed = kind === 'webgpu-mixed';
    return startWebgpu(leastAdapter(await findAdapter()), { isMixed });
  }
  return startDevice(kind, { wasmPaths: installedWasmPaths() });
}

/**
 * Runs the same tests on every device that this machine has: plain JavaScript, WebAssembly, and
 * WebGPU where its package and a driver are there; else WebGPU's tests are listed as skipped. `more`
 * devices have them too, which differ from these in their kernels' build alone.
 */
export function describeOnDevices(
  title: string,
  tests: (kind: Kind) => void,
  more: readonly Kind[] = [],
): void {
  for (const kind of ['cpu', 'wasm', ...more] as const)
    describe(`${title} on ${kind}`, () => tests(kind));
  if (missingWebgpu === null) {
    afterAll(removeDawn);
    describe(`${title} on webgpu`, () => tests('webgpu'));
  } else {
    describe.skip(`${title} on webgpu (${missingWebgpu})`, () => tests('webgpu'));
  }
}
