/** A backend whose work is captured, or done anew each time, as a test says. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as activeBackend } from '@tensorflow/tfjs-core';
import type { Backend } from '../backends/backend.ts';
import { CapturedWork, type CaptureOptions } from '../captured/capturedWork.ts';
import type { Repeated, Work } from '../repeated/work.ts';

/**
 * The backend, which must be WebGPU, with all work captured or none, and before each run the memory
 * between set to NaN. Each run is told to `onRun`.
 */
export function capturing(
  backend: Backend,
  options: CaptureOptions & { readonly isCaptured: boolean },
  onRun: (work: CapturedWork) => void,
): Backend {
  backend.activate();
  const webgpu = activeBackend() as WebGPUBackend;
  const repeat = (work: Work): Repeated => {
    const made = new CapturedWork(webgpu, work, options);
    return {
      prepare: (onProgress) => made.prepare(onProgress),
      run: () => {
        for (const memory of made.transientMemory) poison(webgpu.device, memory);
        made.run();
        onRun(made);
      },
      take: (output) => made.take(output),
      forget: () => made.forget(),
      dispose: () => made.dispose(),
    };
  };
  return { ...backend, repeat };
}

function poison({ queue }: GPUDevice, memory: GPUBuffer): void {
  queue.writeBuffer(memory, 0, new Float32Array(memory.size / 4).fill(Number.NaN));
}
