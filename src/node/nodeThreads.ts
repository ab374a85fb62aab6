/** Further threads for WebAssembly in Node. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ThreadSupply } from '../engine/tfjs/parallel/threadChoice.ts';
import type { WorkerHandle } from '../engine/tfjs/parallel/threadPool.ts';

/** One thread a core. */
export const nodeThreads: ThreadSupply = {
  cores: availableParallelism(),
  start: startThread,
};

/** Starts a thread that runs `serveCoordinator`. */
export function startThread(): WorkerHandle {
  const worker = new Worker(new URL('./workerThread.mjs', import.meta.url));
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listen) => worker.on('message', listen),
    onEnd: (listen) => {
      worker.on('error', (error) => listen(error.message));
      worker.on('exit', (code) => listen(`it ended with code ${code}`));
    },
    end: () => void worker.terminate(),
  };
}
