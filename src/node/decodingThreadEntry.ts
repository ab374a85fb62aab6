/** Entry of a thread that decodes images, in Node. */
import { parentPort } from 'node:worker_threads';
import { serveDecoding } from '../data/streaming/decodeImages.ts';
import { nodeDecoding } from './nodeDecoding.ts';

const see = serveDecoding(nodeDecoding, (message, transferred) =>
  parentPort?.postMessage(message, transferred),
);
parentPort?.on('message', see);
