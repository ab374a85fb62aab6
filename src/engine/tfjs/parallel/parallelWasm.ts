/** Engines on WebAssembly: batches in shards, on one thread or on several. */

import { roomOnThreads } from '../../../spec/networks/trainingMemory.ts';
import type { DeviceInfo } from '../../../spec/run/events/runEvents.ts';
import type {
  Engine,
  JointTrainer,
  JointTrainerOptions,
  LevelwiseTrainer,
  LevelwiseTrainerOptions,
  Trainer,
  TrainerOptions,
} from '../../engine.ts';
import type { Platform } from '../backends/devices.ts';
import { type WasmBackend, wasmDevice } from '../backends/wasm.ts';
import { type Layered, layeredJointOf, layeredOf } from '../networks/layered.ts';
import { createProfiler } from '../profiling/createProfiler.ts';
import { checkRoom } from '../room.ts';
import { createReplica } from './createReplica.ts';
import { DataParallelJointTrainer } from './dataParallelJointTrainer.ts';
import { DataParallelLevelwiseTrainer } from './dataParallelLevelwiseTrainer.ts';
import { DataParallelTrainer } from './dataParallelTrainer.ts';
import type { TrainerPlan } from './protocol.ts';
import { jointShardCount, layersShardCount, shardCount } from './shardCount.ts';
import { type ThreadChoice, thisThread, threadsFor } from './threadChoice.ts';
import { ThreadPool } from './threadPool.ts';

/**
 * An engine on WebAssembly with as many threads as chosen. Where `auto` cannot have more than one,
 * the device's name says why.
 * @throws EngineError for a number that cannot be had, and when threads that were asked for by
 * number do not start.
 */
export async function createWasmEngine(
  backend: WasmBackend,
  { wasmPaths, threads: supply = thisThread }: Pick<Platform, 'wasmPaths' | 'threads'>,
  choice: ThreadChoice,
): Promise<WasmEngine> {
  const threads = threadsFor(choice, supply);
  const deviceWith = (count: number, why: string | null) => wasmDevice(backend.isFused, count, why);
  if (threads === 1 || !('start' in supply)) {
    const why = choice === 'auto' && 'refusal' in supply ? supply.refusal : null;
    return engineOf(backend, null, deviceWith(1, why));
  }
  try {
    const workers = Array.from({ length: threads - 1 }, () => supply.start());
    const pool = await ThreadPool.start(backend, workers, wasmPaths);
    return engineOf(backend, pool, deviceWith(threads, null));
  } catch (error) {
    if (choice !== 'auto') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return engineOf(backend, null, deviceWith(1, reason));
  }
}

/** An engine whose networks may also be given by their layers. */
export interface WasmEngine extends Engine {
  createLayeredTrainer(options: Layered<TrainerOptions>): Trainer;
}

/** What makes trainers of networks of each kind. */
type Trainers = Pick<Engine, 'createTrainer' | 'createLevelwiseTrainer' | 'createJointTrainer'>;

function trainersOn(backend: WasmBackend, pool: ThreadPool | null): Trainers {
  return {
    createTrainer: (options) => createFlat(backend, pool, layeredOf(options), shardsOf(options)),
    createLevelwiseTrainer: (options) => createLevelwise(backend, pool, options),
    createJointTrainer: (options) => createJoint(backend, pool, options),
  };
}

function engineOf(backend: WasmBackend, pool: ThreadPool | null, device: DeviceInfo): WasmEngine {
  return {
    device,
    largestBuffer: backend.room.tensor,
    ...trainersOn(backend, pool),
    profiler: () => {
      const profiling = backend.profiling();
      return createProfiler(profiling, trainersOn(profiling.backend, null));
    },
    createLayeredTrainer: (options) =>
      createFlat(
        backend,
        pool,
        options,
        layersShardCount(options.layers, options.training.batchSize),
      ),
    untilLost: (work) => backend.untilLost(work),
    explain: (error) => backend.explain(error),
    takeNotes: () => backend.takeNotes(),
    releaseImages: () => {
      pool?.releaseImages();
      backend.releaseImages();
    },
    dispose: () => {
      pool?.end();
      backend.dispose();
    },
  };
}

function createFlat(
  backend: WasmBackend,
  pool: ThreadPool | null,
  options: Layered<TrainerOptions>,
  shards: number,
): Trainer {
  const plan = { kind: 'flat', options, ...cut(shards, pool) } as const;
  checkShare(plan);
  if (pool !== null && plan.threads > 1) return new DataParallelTrainer(backend, pool, plan);
  return alone<Trainer>(backend, plan);
}

function createLevelwise(
  backend: WasmBackend,
  pool: ThreadPool | null,
  options: LevelwiseTrainerOptions,
): LevelwiseTrainer {
  const layered = layeredOf(options);
  const plan = { kind: 'levels', options: layered, ...cut(shardsOf(options), pool) } as const;
  checkShare(plan);
  if (pool !== null && plan.threads > 1) {
    return new DataParallelLevelwiseTrainer(backend, pool, plan);
  }
  return alone<LevelwiseTrainer>(backend, plan);
}

function createJoint(
  backend: WasmBackend,
  pool: ThreadPool | null,
  options: JointTrainerOptions,
): JointTrainer {
  const { networks, shape, classCount, training } = options;
  const shards = jointShardCount(networks, shape, classCount, training.batchSize);
  const plan = { kind: 'joint', options: layeredJointOf(options), ...cut(shards, pool) } as const;
  checkShare(plan);
  if (pool !== null && plan.threads > 1) return new DataParallelJointTrainer(backend, pool, plan);
  return alone<JointTrainer>(backend, plan);
}

function shardsOf(options: Omit<TrainerOptions, 'objective'>): number {
  const { network, shape, classCount, training } = options;
  return shardCount(network, shape, classCount, training.batchSize);
}

/** How a batch of so many shards is divided among the threads. */
function cut(shards: number, pool: ThreadPool | null): Pick<TrainerPlan, 'shards' | 'threads'> {
  return { shards, threads: Math.min(shards, pool?.threads ?? 1) };
}

/** Each thread has a memory of its own, and holds its share of a batch. @throws EngineError */
function checkShare(plan: TrainerPlan): void {
  const networks = plan.kind === 'joint' ? plan.options.networks : plan.options.layers;
  checkRoom(networks, plan.options.training, roomOnThreads(plan.threads));
}

function alone<Kind extends Trainer | LevelwiseTrainer>(
  backend: WasmBackend,
  plan: TrainerPlan,
): Kind {
  return createReplica(backend, plan, 0, null).trainer as Kind;
}
