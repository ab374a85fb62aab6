import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { decideAll } from '../kernels/webgpu/autotuning.ts';

/**
 * From here on all kernels that have been met and not decided are computed in their second way.
 * Returns what has been decided so.
 */
export async function takeOtherWays(webgpu: WebGPUBackend): Promise<string[]> {
  const keys: string[] = [];
  await decideAll(
    webgpu,
    () => {},
    async (_webgpu, { key }) => {
      keys.push(key);
      return 1;
    },
  );
  return keys;
}
