import { provideWebGpu, withdrawWebGpu } from '../../../node/dawn.ts';

/**
 * Gives Node a WebGPU, until {@link removeDawn}. Returns why not, or null when it is there.
 */
export async function installDawn(): Promise<string | null> {
  await provideWebGpu();
  if ((await navigator.gpu.requestAdapter()) !== null) return null;
  withdrawWebGpu();
  return `no WebGPU adapter (Vulkan driver: ${process.env.VK_DRIVER_FILES ?? 'the system’s'})`;
}

/** Lets the process end. */
export function removeDawn(): void {
  withdrawWebGpu();
}
