import { enableProdMode } from '@tensorflow/tfjs-core';
import type { DeviceChoice } from '../../spec/experimentSpec.ts';
import type { Engine } from '../engine.ts';
import { type Platform, startDevice } from './backends/devices.ts';
import { createLevelwiseTrainer } from './levelwise/levelwiseTrainer.ts';
import { createTrainer } from './trainer.ts';

export { offerDevices, type Platform } from './backends/devices.ts';

/**
 * Starts a device. `auto` takes WebGPU on a real graphics adapter, else WebAssembly. A device named
 * is used or refused, never replaced by another; `webgpu` then takes a software adapter as well.
 * In Node, `navigator.gpu` must have been set for WebGPU to be found.
 * @throws EngineError with what the person can do, when the device is missing or does not start.
 */
export async function createEngine(choice: DeviceChoice, platform: Platform): Promise<Engine> {
  // Spares the checks and the advice that TensorFlow.js writes to the console.
  enableProdMode();
  const backend = await startDevice(choice, platform);
  return {
    device: backend.device,
    createTrainer: (options) => createTrainer(backend, options),
    createLevelwiseTrainer: (options) => createLevelwiseTrainer(backend, options),
    releaseImages: () => backend.releaseImages(),
    dispose: () => backend.dispose(),
  };
}
