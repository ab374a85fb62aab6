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

/** Whether a device is WebAssembly, which trains on as many threads as chosen. */
export function isWebAssembly(device: DeviceChoice | null): boolean {
  return device === 'wasm' || device === 'wasm-fused';
}
