/** The two backends that are only used when chosen. Each is loaded then. */
import { composedKernels } from '../kernels/composed/composedKernels.ts';
import { hostFilterGradient } from '../kernels/composed/filterGradient.ts';
import { lastMaximumPooling } from '../kernels/composed/lastMaximum.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { profilingByHost } from '../profiling/profiling.ts';
import {
  activateBackend,
  type Backend,
  leaveBackend,
  startBackend,
  workingEagerly,
} from './backend.ts';

/** Starts plain JavaScript: the reference, and far the slowest. @throws EngineError */
export async function startCpu(): Promise<Backend> {
  await import('@tensorflow/tfjs-backend-cpu');
  await startBackend('cpu', 'Reload the page, or choose another device.');
  return stockBackend('cpu', 'JavaScript, 1 thread', { ...composedKernels, ...hostFilterGradient });
}

/** Starts WebGL 2. @throws EngineError */
export async function startWebgl(): Promise<Backend> {
  await import('@tensorflow/tfjs-backend-webgl');
  await startBackend('webgl', 'Choose WebAssembly: this browser offers no WebGL to programs.');
  return stockBackend('webgl', 'WebGL', { ...composedKernels, ...lastMaximumPooling });
}

function stockBackend(kind: 'cpu' | 'webgl', adapter: string, kernels: Kernels): Backend {
  const stock: Backend = {
    device: { kind, adapter, isFallback: false },
    kernels,
    ...workingEagerly,
    // What WebGL computes is done some time after a kernel returns.
    profiling: () =>
      kind === 'webgl'
        ? null
        : profilingByHost((timed) => ({ ...stock, kernels: timed(stock.kernels) })),
    activate: () => activateBackend(kind),
    check: () => {},
    dispose: () => leaveBackend(kind),
  };
  return stock;
}
