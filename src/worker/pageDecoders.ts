/** Threads of the page that decode images: workers that the training worker starts. */
import { type FromDecoder, handedOver } from '../data/streaming/decodeJob.ts';
import { type DecodingHandle, DecodingPool } from '../data/streaming/decodingPool.ts';

/** More threads would wait for the one that trains. */
const mostThreads = 8;

/** Threads that start when they are needed; they end with the worker. */
export const pageDecoders = new DecodingPool(
  startThread,
  Math.min(mostThreads, navigator.hardwareConcurrency),
);

function startThread(): DecodingHandle {
  const worker = new Worker(new URL('./decodingThreadEntry.ts', import.meta.url), {
    type: 'module',
  });
  return {
    send: (message) => worker.postMessage(message, handedOver(message)),
    onMessage: (listen) =>
      worker.addEventListener('message', ({ data }: MessageEvent<FromDecoder>) => listen(data)),
    // A page ends whatever its threads do.
    setBusy: () => {},
    onEnd: (listen) => {
      worker.addEventListener('error', ({ message }) => listen(message || 'it did not load'));
      worker.addEventListener('messageerror', () => listen('its answer could not be read'));
    },
    end: () => worker.terminate(),
  };
}
