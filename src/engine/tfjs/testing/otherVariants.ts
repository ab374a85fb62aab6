import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { tuneAll } from '../kernels/webgpu/autotuning.ts';

/**
 * From here on all kernels that have been met and not tuned are computed by their second variant.
 * Returns the keys of these.
 */
export async function useOtherVariants(webgpu: WebGPUBackend): Promise<string[]> {
  const keys: string[] = [];
  await tuneAll(
    webgpu,
    () => {},
    async (_webgpu, { key }) => {
      keys.push(key);
      return 1;
    },
  );
  return keys;
}
