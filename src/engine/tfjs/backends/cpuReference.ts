import { getBackend, setBackend, tensor, tidy } from '@tensorflow/tfjs-core';
import type { CaseResult, Watch } from '../kernels/selfTest/selfTest.ts';
import type { SelfTestCase } from '../kernels/selfTest/selfTestCase.ts';
import { startCpu } from './stock.ts';

/**
 * What cases come to on TensorFlow.js' CPU backend, which is loaded for it; null where it cannot be,
 * as by a page that has lost its host. The backend that was active is so again.
 */
export async function cpuReference(
  cases: readonly SelfTestCase[],
  watch: Watch,
): Promise<readonly CaseResult[] | null> {
  const before = getBackend();
  const cpu = await startCpu().catch(() => null);
  if (cpu === null) return null;
  try {
    cpu.activate();
    return cases.map((tested) =>
      tidy(() => {
        const tensors = tested.inputs.map(({ values, shape }) =>
          tensor(values.slice(), [...shape], 'float32'),
        );
        const outputs = tested.compute(watch(cpu.kernels, tested), ...(tensors as never[]));
        return outputs.map((output) => Float32Array.from(output.dataSync<'float32'>()));
      }),
    );
  } finally {
    void setBackend(before);
    cpu.dispose();
  }
}
