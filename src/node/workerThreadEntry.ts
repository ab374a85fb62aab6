/** Entry of a worker thread of the engine's thread pool, in Node. */
import { parentPort } from 'node:worker_threads';
import { serveCoordinator } from '../engine/tfjs/parallel/workerThread.ts';

const see = serveCoordinator((message) => parentPort?.postMessage(message));
parentPort?.on('message', see);
