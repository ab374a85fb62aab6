/** Threads of Node that decode images beside the one that trains. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { handedOver } from '../data/streaming/decodeJob.ts';
import { type DecodingHandle, DecodingPool } from '../data/streaming/decodingPool.ts';

/** More threads would wait for the one that trains. */
const mostThreads = 8;

/**
 * Megabytes for what a thread needs for a moment: images come and go, a few at a time, and with more room it
 * would only be later that what is gone is cleared away.
 */
const momentaryMegabytes = 3;

/** Threads that start when they are needed, and keep nothing from ending once they have no work. */
export const nodeDecoders = new DecodingPool(
  startThread,
  Math.min(mostThreads, availableParallelism()),
);

function startThread(): DecodingHandle {
  const worker = new Worker(new URL('./decodingThread.mjs', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: momentaryMegabytes },
  });
  return {
    send: (message) => worker.postMessage(message, handedOver(message)),
    onMessage: (listen) => worker.on('message', listen),
    setBusy: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
    onEnd: (listen) => {
      worker.on('error', (error) => listen(error.message));
      worker.on('exit', (code) => listen(`it ended with code ${code}`));
    },
    end: () => void worker.terminate(),
  };
}
