/** What the networks of a run are trained on. */
import type { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';

export const deviceOptions = {
  device: {
    kind: 'choice',
    label: 'Device',
    help: 'What the networks are trained on.',
    choices: [
      { value: 'auto', label: 'automatic', help: 'WebGPU on a real graphics card, else WASM.' },
      { value: 'webgpu', label: 'WebGPU', help: 'The graphics card.' },
      {
        value: 'webgpu-mixed',
        label: 'WebGPU, mixed',
        help: 'The same in mixed precision: what passes between layers while training is stored in 16 bits, which takes half the memory; sums and weights stay in 32, and the loss is scaled. On any graphics card.',
      },
      { value: 'wasm', label: 'WASM', help: 'The processor, with SIMD.' },
      {
        value: 'wasm-fused',
        label: 'WASM, fused',
        help: 'The same by fused multiply-adds (relaxed SIMD), which is faster; the digest then holds for processors of a kind only. Current Chromium has it.',
      },
      { value: 'webgl', label: 'WebGL', help: 'The graphics card through the older interface.' },
      { value: 'cpu', label: 'plain CPU', help: 'Slow JavaScript; the reference.' },
    ],
  },
} as const satisfies OptionDescriptions;

export const deviceSchema = fieldsOf(deviceOptions).choice('device');

export type DeviceChoice = z.infer<typeof deviceSchema>;

/** Whether a device is the graphics card through WebGPU. */
export function isWebGpu(device: DeviceChoice | null): boolean {
  return device === 'webgpu' || device === 'webgpu-mixed';
}

/** Whether a device is WebAssembly, which trains on as many threads as chosen. */
export function isWebAssembly(device: DeviceChoice | null): boolean {
  return device === 'wasm' || device === 'wasm-fused';
}
