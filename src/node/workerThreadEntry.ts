/** A thread of the command line that trains its part of every batch. */
import { parentPort } from 'node:worker_threads';
import { serveConductor } from '../engine/tfjs/parallel/workerThread.ts';

const see = serveConductor((message) => parentPort?.postMessage(message));
parentPort?.on('message', see);
