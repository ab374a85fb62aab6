/** A thread that trains its part of a network built from layers (sharedLayers.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { enableProdMode } from '@tensorflow/tfjs-core';
import { startWasm } from '../../../src/engine/tfjs/backends/wasm.ts';
import { followOrders } from '../../../src/engine/tfjs/parallel/commandChannel.ts';
import { SharedSpace } from '../../../src/engine/tfjs/parallel/sharedSpace.ts';
import { makeBatches } from '../batches.ts';
import { createPart, type MemberTask } from './sharedLayers.ts';

const { network, batch, rank, threads, space: buffer, wasmPaths } = workerData as MemberTask;
enableProdMode();
const backend = await startWasm(wasmPaths);
const space = new SharedSpace(threads, buffer);
const self = { space, loops: backend.loops, rank, meetings: 0 };
const batches = makeBatches(network, batch);
const part = createPart(network, batch, backend, self, threads);
let lastOrder = 0;
for (;;) {
  part.restart();
  parentPort?.postMessage('ready');
  lastOrder = followOrders(self, lastOrder, (index) => part.step(batches[index]));
  // Losses are the conductor's to read; these are only freed.
  await part.trainer.takeMetrics();
}
