/**
 * A network that is none of Espalier's kinds, trained on several threads as its own kinds are
 * (src/engine/tfjs/parallel/): each thread has its shards of every batch.
 */
import { Worker } from 'node:worker_threads';
import type { Batch } from '../../../src/engine/engine.ts';
import type { WasmBackend, WasmPaths } from '../../../src/engine/tfjs/backends/wasm.ts';
import { partOf } from '../../../src/engine/tfjs/parallel/batchBuffer.ts';
import { CommandChannel } from '../../../src/engine/tfjs/parallel/commandChannel.ts';
import { batchSums, sliceOf } from '../../../src/engine/tfjs/parallel/shards.ts';
import { SharedSpace } from '../../../src/engine/tfjs/parallel/sharedSpace.ts';
import {
  type Participant,
  ThreadCollectives,
} from '../../../src/engine/tfjs/parallel/threadCollectives.ts';
import { maxShards } from '../../../src/spec/threadCounts.ts';
import { type BenchBatch, makeBatches } from '../batches.ts';
import type { BenchNetwork } from '../network.ts';
import { initialSnapshot } from '../parameters.ts';
import { settings } from '../stepper.ts';
import { createOwnTrainer, type OwnTrainer } from './espalierLayers.ts';

/** What a thread is told when it is started. */
export interface WorkerTask {
  readonly network: BenchNetwork;
  readonly batch: number;
  readonly rank: number;
  readonly threads: number;
  readonly space: SharedArrayBuffer;
  readonly wasmPaths: WasmPaths;
}

/** One thread's share of each step. */
interface LayersReplica {
  readonly trainer: OwnTrainer;
  step(batch: BenchBatch): void;
  restart(): void;
}

export function createLayersReplica(
  network: BenchNetwork,
  batch: number,
  backend: WasmBackend,
  self: Participant,
  threads: number,
): LayersReplica {
  const collectives = new ThreadCollectives(self, threads);
  const slice = sliceOf(batch, maxShards, self.rank, threads);
  const sums = batchSums(batch, maxShards, self.rank, threads, collectives);
  const training = { ...settings, optimizer: 'sgd', weightDecay: 0 } as const;
  const trainer = createOwnTrainer(
    network,
    { ...training, batchSize: slice.count },
    { ...backend, kernels: backend.kernelsFor(sums) },
  );
  const initial = initialSnapshot(network);
  return {
    trainer,
    step: (whole) => trainer.step(partOf(whole, slice, network.shape), settings.learningRate),
    restart: () => void trainer.loadMatching(initial, { classifier: true }),
  };
}

/** Trains on so many threads, this one the first of them; batches are those of `makeBatches`. */
export async function createSharedTrainer(
  network: BenchNetwork,
  batch: number,
  backend: WasmBackend,
  wasmPaths: WasmPaths,
  threads: number,
): Promise<OwnTrainer> {
  const space = new SharedSpace(threads);
  const self = { space, loops: backend.loops, rank: 0, barriers: 0 };
  const tasks = Array.from({ length: threads - 1 }, (_, index): WorkerTask => {
    return { network, batch, rank: index + 1, threads, space: space.buffer, wasmPaths };
  });
  const program = new URL('./workerThread.mjs', import.meta.url);
  const workers = tasks.map((workerData) => new Worker(program, { workerData }));
  await allReady(workers);
  const commands = new CommandChannel(self, threads);
  const own = createLayersReplica(network, batch, backend, self, threads);
  const labels = makeBatches(network, batch).map((one) => one.labels.join());
  return {
    ...own.trainer,
    step: (whole: Batch) => {
      commands.step(labels.indexOf(whole.labels.join()));
      own.step(whole as BenchBatch);
    },
    loadMatching: async (snapshot, options) => {
      const areReady = allReady(workers);
      commands.leave();
      await areReady;
      return own.trainer.loadMatching(snapshot, options);
    },
  };
}

async function allReady(workers: readonly Worker[]): Promise<void> {
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.once('message', () => resolve());
          worker.once('error', reject);
        }),
    ),
  );
}
