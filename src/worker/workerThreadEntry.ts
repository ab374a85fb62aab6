/** Entry of a worker thread of the engine's thread pool, in the page. */
import type { ToWorker } from '../engine/tfjs/parallel/protocol.ts';
import { serveCoordinator } from '../engine/tfjs/parallel/workerThread.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

const see = serveCoordinator((message) => scope.postMessage(message));
scope.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => see(data));
