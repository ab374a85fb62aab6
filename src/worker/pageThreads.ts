/** Further threads for WebAssembly in the page: workers that the training worker starts. */

import type { FromMember } from '../engine/tfjs/parallel/protocol.ts';
import type { ThreadSupply } from '../engine/tfjs/parallel/threadChoice.ts';
import type { MemberThread } from '../engine/tfjs/parallel/threadPool.ts';

/** One thread a core, where the page may share memory: only one that is isolated from others. */
export const pageThreads: ThreadSupply = globalThis.crossOriginIsolated
  ? { cores: navigator.hardwareConcurrency, start: startThread }
  : { refusal: 'the page is not isolated' };

function startThread(): MemberThread {
  const worker = new Worker(new URL('./workerThreadEntry.ts', import.meta.url), { type: 'module' });
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listen) =>
      worker.addEventListener('message', ({ data }: MessageEvent<FromMember>) => listen(data)),
    onEnd: (listen) =>
      worker.addEventListener('error', ({ message }) => listen(message || 'it did not load')),
    end: () => worker.terminate(),
  };
}
