import { neededLimits } from '../backends/deviceRequest.ts';

/** An adapter that allows no more than kernels may need, but for the sizes of buffers. */
export function leastAdapter(adapter: GPUAdapter | null): GPUAdapter | null {
  if (adapter === null) return null;
  const { info, features, limits } = adapter;
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupsPerDimension } = limits;
  const least = Object.entries(neededLimits).map(([name, { least }]) => [name, least]);
  return {
    info,
    features,
    limits: {
      ...{ maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupsPerDimension },
      ...Object.fromEntries(least),
    },
    requestDevice: (asked: GPUDeviceDescriptor) => adapter.requestDevice(asked),
  } as unknown as GPUAdapter;
}
