/** Asking an adapter for a device: with what it has beyond the least, and refused where that is too little. */
import { EngineError } from '../../engine.ts';

/** What is made use of where the adapter has it: by kernels, and by whoever measures them. */
const usedFeatures: readonly GPUFeatureName[] = ['subgroups', 'timestamp-query'];

/** Asked for as far as the adapter goes: larger networks and batches fit. */
const raisedLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/**
 * What the kernels cannot do without, in words. It is what WebGPU wants of every device, which their
 * tests hold them to; an adapter of a lesser kind may have less.
 */
export const neededLimits = {
  maxStorageBuffersPerShaderStage: { least: 8, what: 'storage buffers in a shader' },
  maxComputeWorkgroupStorageSize: { least: 16384, what: 'bytes of memory in a workgroup' },
  maxComputeInvocationsPerWorkgroup: { least: 256, what: 'threads in a workgroup' },
  maxComputeWorkgroupSizeX: { least: 256, what: 'threads in a row of a workgroup' },
} as const;

export const otherDevice = 'Choose WebAssembly, or a browser and driver with WebGPU.';

/** A device with all that the adapter allows. @throws EngineError where that is too little, or none comes. */
export async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  for (const name of Object.keys(neededLimits) as (keyof typeof neededLimits)[]) {
    const { least, what } = neededLimits[name];
    const allowed = adapter.limits[name];
    // What an adapter does not tell of is left to the device.
    if (!(allowed < least)) continue;
    throw new EngineError(
      `The graphics adapter allows ${allowed} ${what}, and the kernels need ${least}.`,
      otherDevice,
    );
  }
  try {
    return await adapter.requestDevice({
      requiredFeatures: usedFeatures.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(raisedLimits.map((name) => [name, adapter.limits[name]])),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError(`The graphics adapter gave no device: ${reason}`, otherDevice);
  }
}

/** Bytes of the largest buffer that a kernel can take. */
export function largestBufferOf({
  maxBufferSize,
  maxStorageBufferBindingSize,
}: GPUSupportedLimits): number {
  return Math.min(maxBufferSize, maxStorageBufferBindingSize);
}
