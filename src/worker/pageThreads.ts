/** Further threads for WebAssembly in the page: workers that the training worker starts. */
import type { FromWorker } from '../engine/tfjs/parallel/protocol.ts';
import type { ThreadSupply } from '../engine/tfjs/parallel/threadChoice.ts';
import type { WorkerHandle } from '../engine/tfjs/parallel/threadPool.ts';

/**
 * One thread a core, where the page may share memory: only one that is isolated from others, and in
 * a browser that has shared memory at all (WebKitGTK isolates pages, and has none).
 */
export const pageThreads: ThreadSupply = supply();

function supply(): ThreadSupply {
  if (!globalThis.crossOriginIsolated) return { refusal: 'the page is not isolated' };
  if (typeof SharedArrayBuffer === 'undefined') {
    return { refusal: 'this browser shares no memory between threads' };
  }
  return { cores: navigator.hardwareConcurrency, start: startThread };
}

function startThread(): WorkerHandle {
  const worker = new Worker(new URL('./workerThreadEntry.ts', import.meta.url), { type: 'module' });
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listen) =>
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => listen(data)),
    onEnd: (listen) =>
      worker.addEventListener('error', ({ message }) => listen(message || 'it did not load')),
    end: () => worker.terminate(),
  };
}
