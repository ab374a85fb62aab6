import type { Kernels } from '../kernels.ts';
import { wasmAssignment } from './assignment.ts';
import type { BatchSums } from './batchSums.ts';
import { wasmChannels } from './channels.ts';
import { wasmClassObjectives } from './classObjectives.ts';
import { wasmConvolution } from './convolution.ts';
import { wasmDense } from './dense.ts';
import { wasmDropout } from './dropout.ts';
import { wasmJoint } from './joint.ts';
import type { Loops } from './loops/loops.ts';
import { wasmMixture } from './mixture.ts';
import { wasmNorm } from './norm.ts';
import { wasmObjective } from './objective.ts';
import { wasmOptimisers } from './optimisers.ts';
import { wasmPooling } from './pooling.ts';
import { wasmRelu } from './relu.ts';

/** What WebAssembly replaces of the composed kernels: what stock lacks, gets wrong or does slowly. */
export function createWasmKernels(loops: Loops, sums: BatchSums) {
  return {
    ...wasmDense(loops, sums),
    ...wasmConvolution(loops, sums),
    ...wasmChannels(loops),
    ...wasmDropout(loops, sums),
    ...wasmRelu(loops),
    ...wasmPooling(loops),
    ...wasmNorm(loops, sums),
    ...wasmObjective(sums),
    ...wasmClassObjectives(sums),
    ...wasmOptimisers(loops, sums),
    ...wasmMixture(sums),
    ...wasmJoint,
    ...wasmAssignment(sums),
  } satisfies Partial<Kernels>;
}
