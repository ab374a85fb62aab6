import type { ExperimentSpec } from '../spec/experimentSpec.ts';

/** What the command line can train on. */
export const cliDevices = ['wasm', 'wasm-fused', 'webgpu', 'webgpu-mixed', 'cpu'] as const;
export type CliDevice = (typeof cliDevices)[number];

/** The device that a spec names; WASM where it leaves the choice, or names one for browsers only. */
export function deviceOf({ device }: ExperimentSpec): CliDevice {
  return cliDevices.find((known) => known === device) ?? 'wasm';
}
