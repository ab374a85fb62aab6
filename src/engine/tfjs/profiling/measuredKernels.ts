import type { Kernels } from '../kernels/kernels.ts';
import { byKernel, partNow } from './part.ts';
import type { PartTimes } from './partTimes.ts';

/** The same kernels, each of which says its name while it computes. */
export function namedKernels(kernels: Kernels): Kernels {
  return wrapped(kernels, (name, compute) => byKernel(name, compute));
}

/** The same kernels where they are done when they return: their time goes to the sums. */
export function timedKernels(kernels: Kernels, parts: PartTimes): Kernels {
  return wrapped(kernels, (name, compute) => {
    // What a kernel asks of others is its own time.
    if (partNow() !== null) return compute();
    return byKernel(name, () => {
      const began = performance.now();
      const result = compute();
      const part = partNow();
      if (part !== null) parts.add(part, performance.now() - began);
      return result;
    });
  });
}

function wrapped(
  kernels: Kernels,
  around: <Result>(name: string, compute: () => Result) => Result,
): Kernels {
  const entries = (Object.keys(kernels) as (keyof Kernels)[]).map((name) => {
    const compute = kernels[name] as (...given: readonly unknown[]) => unknown;
    return [name, (...given: readonly unknown[]) => around(name, () => compute(...given))];
  });
  // Each entry takes and gives what the kernel of its name does.
  return Object.fromEntries(entries) as unknown as Kernels;
}
