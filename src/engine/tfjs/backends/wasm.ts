import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env } from '@tensorflow/tfjs-core';
import { roomOnThreads } from '../../../spec/networks/trainingMemory.ts';
import type { DeviceInfo } from '../../../spec/run/events/runEvents.ts';
import { EngineError } from '../../engine.ts';
import { freeing, withoutAbort } from '../failures.ts';
import { composedKernels } from '../kernels/composed/composedKernels.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { type BatchSums, oneShard } from '../kernels/wasm/batchSums.ts';
import { wasmImageFeed } from '../kernels/wasm/imageFeed.ts';
import { backendMemory, type Loops, placeLoops } from '../kernels/wasm/loops/loops.ts';
import { growByLittle } from '../kernels/wasm/smallGrowth.ts';
import { createWasmKernels } from '../kernels/wasm/wasmKernels.ts';
import { type Profiling, profilingByHost } from '../profiling/profiling.ts';
import {
  activateBackend,
  type Backend,
  leaveBackend,
  startBackend,
  workingEagerly,
} from './backend.ts';

/** Where the two single-threaded WebAssembly files of TensorFlow.js are: URLs, or paths in Node. */
export interface WasmPaths {
  readonly simd: string;
  readonly plain: string;
}

const remedy = 'Reload the page; if it happens again, use a current browser.';

/** WebAssembly on this thread. */
export interface WasmBackend extends Backend {
  /** Whether its loops fuse multiply-adds. */
  readonly isFused: boolean;
  profiling(): Profiling<WasmBackend>;
  /** The loops, for sums of several threads. */
  readonly loops: Loops;
  /** Kernels that add up over a batch as told; those of the backend take it for one shard. */
  kernelsFor(sums: BatchSums): Kernels;
}

export function isWasm(backend: Backend): backend is WasmBackend {
  return 'kernelsFor' in backend;
}

/**
 * Starts WebAssembly on this thread, by fused multiply-adds where asked for.
 * @throws EngineError where there is none with SIMD, or with what fuses.
 */
export async function startWasm(paths: WasmPaths, isFused = false): Promise<WasmBackend> {
  // TensorFlow.js' own threads were slower in training than one: see parallel/ for ours.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if ((await env().getAsync('WASM_HAS_SIMD_SUPPORT')) !== true) {
    throw new EngineError('This browser runs WebAssembly without SIMD.', remedy);
  }
  setPaths(paths);
  await startBackend('wasm', remedy);
  growByLittle(backendMemory());
  const loops = await placeLoops(isFused).catch((refusal: unknown) => {
    leaveBackend('wasm');
    throw refusal;
  });
  const kernelsFor = (sums: BatchSums) => ({
    ...composedKernels,
    ...createWasmKernels(loops, sums),
  });
  const wasm: WasmBackend = {
    device: wasmDevice(isFused, 1),
    isFused,
    kernels: kernelsFor(oneShard),
    loops,
    kernelsFor,
    ...workingEagerly,
    computesAgain: true,
    profiling: () =>
      profilingByHost((timed) => ({
        ...wasm,
        kernels: timed(wasm.kernels),
        kernelsFor: (sums) => timed(kernelsFor(sums)),
      })),
    room: roomOnThreads(1),
    explain: async (error) => withoutAbort(error),
    imageFeed: (_images, count, shape) => wasmImageFeed(loops, count, shape),
    activate: () => activateBackend('wasm'),
    check: () => {},
    dispose: () => freeing(() => leaveBackend('wasm')),
  };
  return wasm;
}

/** What it is called; on one thread why there is no more, where that is worth telling. */
export function wasmDevice(
  isFused: boolean,
  threads: number,
  why: string | null = null,
): DeviceInfo {
  const count = threads === 1 ? '1 thread' : `${threads} threads`;
  const name = `${isFused ? 'fused SIMD' : 'SIMD'}, ${count}`;
  const adapter = why === null ? name : `${name}: ${why}`;
  return { kind: isFused ? 'wasm-fused' : 'wasm', adapter, isFallback: false };
}

function setPaths(paths: WasmPaths): void {
  try {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': paths.plain,
      'tfjs-backend-wasm-simd.wasm': paths.simd,
      // Never loaded, but a map without it is refused.
      'tfjs-backend-wasm-threaded-simd.wasm': paths.simd,
    });
  } catch {
    // TensorFlow.js takes no second try in the same thread.
    throw new EngineError('WebAssembly failed to start before.', remedy);
  }
}
