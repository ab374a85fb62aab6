import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, setBackend, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { readRegion } from '../../../plan/readRegion.ts';
import type { Kernels } from '../kernels.ts';
import type { CaseResult } from '../selfTest/selfTest.ts';
import type { SelfTestCase } from '../selfTest/selfTestCase.ts';
import { withoutTuning } from './autotuning.ts';
import { attempting } from './deviceFailures.ts';
import { flush, regionOf } from './deviceMemory.ts';
import { isHalf, storingHalves } from './halfStorage.ts';
import { asHalves, asSingles } from './precision.ts';

/**
 * What a case comes to on the device; null where it refuses a shader of it, which does it no harm.
 * What there is to compute is asked for before this returns, so that several cases can be waited for
 * at once: browsers may take a tenth of a second to tell that anything is done.
 */
export async function runCase(
  webgpu: WebGPUBackend,
  tested: SelfTestCase,
  kernels: Kernels,
): Promise<CaseResult | null> {
  if (backend() !== webgpu) void setBackend('webgpu');
  const tensors = tested.inputs.map(({ values, shape }) =>
    tensor(values.slice(), [...shape], 'float32'),
  );
  const compute = tested.isAtHalf ? computeAtHalf : computeAsGiven;
  const computed = attempting(webgpu.device, () => {
    const outputs = withoutTuning(() => tidy(() => compute(tested, kernels, tensors)));
    const read = outputs.map((output) => regionOf(webgpu, output));
    flush(webgpu);
    const values = Promise.all(read.map((region) => readRegion(webgpu.device, region)));
    // It may fail before it is waited for.
    values.catch(() => {});
    return { outputs, values };
  });
  try {
    const result = await computed;
    const values = await result?.values;
    for (const output of result?.outputs ?? []) output.dispose();
    return values ?? null;
  } finally {
    for (const one of tensors) one.dispose();
  }
}

function computeAsGiven({ compute }: SelfTestCase, kernels: Kernels, inputs: Tensor[]): Tensor[] {
  return [...compute(kernels, ...(inputs as never[]))];
}

/** From inputs stored at half precision; what comes of them is read in float32. */
function computeAtHalf({ compute }: SelfTestCase, kernels: Kernels, inputs: Tensor[]): Tensor[] {
  const stored = inputs.map((one) => (one.rank > 1 ? asHalves(one) : one));
  const outputs = storingHalves(() => compute(kernels, ...(stored as never[])));
  return outputs.map((output) => (isHalf(output) ? asSingles(output) : output));
}
