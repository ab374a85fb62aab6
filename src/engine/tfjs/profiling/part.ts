/**
 * What is being computed: by which kernel, for which layer. Layers say so of all they ask for; kernels
 * only while someone measures ({@link measuredKernels}).
 */
import type { StepPart } from '../../../spec/run/stepProfile.ts';

let layer: string | null = null;
let kernel: string | null = null;

/** Computes something for a layer; layers within it say their own names meanwhile. */
export function forLayer<Result>(name: string, compute: () => Result): Result {
  const before = layer;
  layer = name;
  try {
    return compute();
  } finally {
    layer = before;
  }
}

/** Computes something by a kernel; kernels that it makes use of are part of it. */
export function byKernel<Result>(name: string, compute: () => Result): Result {
  if (kernel !== null) return compute();
  kernel = name;
  try {
    return compute();
  } finally {
    kernel = null;
  }
}

/** The kernel under way, and for which layer; null where no kernel is, or nobody measures. */
export function partNow(): StepPart | null {
  return kernel === null ? null : { layer, kernel };
}
