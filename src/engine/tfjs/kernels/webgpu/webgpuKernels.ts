import { lastMaximumPooling } from '../composed/lastMaximum.ts';
import type { Kernels } from '../kernels.ts';
import { webgpuAssignment } from './assignment.ts';
import { webgpuMixture } from './mixture.ts';

/** What WebGPU replaces of the composed kernels: what stock gets wrong, or does in many steps. */
export const webgpuKernels = {
  ...lastMaximumPooling,
  ...webgpuMixture,
  ...webgpuAssignment,
} satisfies Partial<Kernels>;
