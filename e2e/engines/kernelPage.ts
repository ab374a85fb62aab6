/** For a page of its own: every kernel of WebGPU, in all of its ways, held against the CPU backend. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as activeBackend, enableProdMode } from '@tensorflow/tfjs-core';
import { cpuReference } from '../../src/engine/tfjs/backends/cpuReference.ts';
import { findAdapter, startWebgpu } from '../../src/engine/tfjs/backends/webgpu.ts';
import { selfTestCases } from '../../src/engine/tfjs/kernels/selfTest/cases.ts';
import { largestMiss } from '../../src/engine/tfjs/kernels/selfTest/sampleValues.ts';
import { runCase } from '../../src/engine/tfjs/kernels/webgpu/runCase.ts';

/** Of each case its largest miss; null where the device refused it. */
export async function kernelMisses(): Promise<(number | null)[]> {
  enableProdMode();
  const backend = await startWebgpu(await findAdapter());
  backend.activate();
  const webgpu = activeBackend() as WebGPUBackend;
  const expected = await cpuReference(selfTestCases, (kernels) => kernels);
  if (expected === null) throw new Error('there is no CPU backend');
  const found = await Promise.all(
    selfTestCases.map((tested) => runCase(webgpu, tested, backend.kernels)),
  );
  backend.check();
  return found.map((values, index) => {
    if (values?.length !== expected[index].length) return null;
    return Math.max(...values.map((one, at) => largestMiss(one, expected[index][at])));
  });
}

Object.assign(globalThis, { kernelMisses });
