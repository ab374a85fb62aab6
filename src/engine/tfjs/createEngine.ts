import { enableProdMode } from '@tensorflow/tfjs-core';
import type { DeviceChoice } from '../../spec/sections/device.ts';
import type {
  Engine,
  JointTrainerOptions,
  LevelwiseTrainerOptions,
  TrainerOptions,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { type Platform, startDevice } from './backends/devices.ts';
import { isWasm } from './backends/wasm.ts';
import { createJointTrainer, createLevelwiseTrainer, createTrainer } from './createTrainers.ts';
import { createWasmEngine } from './parallel/parallelWasm.ts';
import type { ThreadChoice } from './parallel/threadChoice.ts';
import { createProfiler } from './profiling/createProfiler.ts';

export { offerDevices, type Platform } from './backends/devices.ts';
export { awaitAdapter } from './backends/webgpu.ts';

/**
 * Starts a device. `auto` takes WebGPU on a real graphics adapter, else WebAssembly. A device named
 * is used or refused, never replaced by another; `webgpu` then takes a software adapter as well.
 * WebAssembly trains on as many threads as chosen (parallel/), `auto` on as many as pay.
 * In Node, `navigator.gpu` must have been set for WebGPU to be found.
 * @throws EngineError with what the person can do, when the device is missing or does not start.
 */
export async function createEngine(
  choice: DeviceChoice,
  platform: Platform,
  threads: ThreadChoice = 'auto',
): Promise<Engine> {
  // Spares the checks and the advice that TensorFlow.js writes to the console.
  enableProdMode();
  const backend = await startDevice(choice, platform);
  if (isWasm(backend)) {
    return createWasmEngine(backend, platform, threads);
  }
  return {
    device: backend.device,
    largestBuffer: backend.room.tensor,
    ...trainersOn(backend),
    profiler: () => {
      const profiling = backend.profiling();
      return profiling && createProfiler(profiling, trainersOn(profiling.backend));
    },
    untilLost: (work) => backend.untilLost(work),
    explain: (error) => backend.explain(error),
    takeNotes: () => backend.takeNotes(),
    releaseImages: () => backend.releaseImages(),
    dispose: () => backend.dispose(),
  };
}

function trainersOn(backend: Backend) {
  return {
    createTrainer: (options: TrainerOptions) => createTrainer(backend, options),
    createLevelwiseTrainer: (options: LevelwiseTrainerOptions) =>
      createLevelwiseTrainer(backend, options),
    createJointTrainer: (options: JointTrainerOptions) => createJointTrainer(backend, options),
  };
}
