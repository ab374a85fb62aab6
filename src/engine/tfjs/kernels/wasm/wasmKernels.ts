import type { Kernels } from '../kernels.ts';
import { wasmDense } from './dense.ts';
import { wasmObjective } from './objective.ts';
import { wasmOptimisers } from './optimisers.ts';

/** What WebAssembly replaces of the composed kernels: what stock lacks, gets wrong or does slowly. */
export const wasmKernels = {
  ...wasmDense,
  ...wasmObjective,
  ...wasmOptimisers,
} satisfies Partial<Kernels>;
