import type { MeasuredPart } from '../../../spec/run/stepProfile.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { timedKernels } from './measuredKernels.ts';
import { PartTimes } from './partTimes.ts';

/** A backend that is measured at what it computes. */
export interface Profiling<Measured> {
  readonly backend: Measured;
  /** Whose times they are; see `Profiler`. */
  readonly clock: 'host' | 'device';
  /** All that was measured since the last call, the most time first. Waits for the device. */
  takeParts(): Promise<MeasuredPart[]>;
}

/** Of a backend that is done with a kernel when it returns, made anew with kernels that are timed. */
export function profilingByHost<Measured>(
  make: (timed: (kernels: Kernels) => Kernels) => Measured,
): Profiling<Measured> {
  const parts = new PartTimes();
  return {
    backend: make((kernels) => timedKernels(kernels, parts)),
    clock: 'host',
    takeParts: async () => parts.take(),
  };
}
