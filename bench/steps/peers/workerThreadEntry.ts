/** A worker thread that trains its replica of a network built from layers (sharedLayers.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { enableProdMode } from '@tensorflow/tfjs-core';
import { startWasm } from '../../../src/engine/tfjs/backends/wasm.ts';
import { followCommands } from '../../../src/engine/tfjs/parallel/commandChannel.ts';
import { SharedSpace } from '../../../src/engine/tfjs/parallel/sharedSpace.ts';
import { makeBatches } from '../batches.ts';
import { createLayersReplica, type WorkerTask } from './sharedLayers.ts';

const { network, batch, rank, threads, space: buffer, wasmPaths } = workerData as WorkerTask;
enableProdMode();
const backend = await startWasm(wasmPaths);
const space = new SharedSpace(threads, buffer);
const self = { space, loops: backend.loops, rank, barriers: 0 };
const batches = makeBatches(network, batch);
const replica = createLayersReplica(network, batch, backend, self, threads);
let lastCommand = 0;
for (;;) {
  replica.restart();
  parentPort?.postMessage('ready');
  lastCommand = followCommands(self, lastCommand, (index) => replica.step(batches[index]));
  // The coordinator reads its own losses; these are only freed.
  await replica.trainer.takeMetrics();
}
