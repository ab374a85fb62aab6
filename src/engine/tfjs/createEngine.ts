import { enableProdMode } from '@tensorflow/tfjs-core';
import { assertNever } from '../../lib/assertNever.ts';
import type { DeviceChoice } from '../../spec/experimentSpec.ts';
import type { DeviceInfo } from '../../spec/runEvent.ts';
import type { Engine } from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { startCpu, startWebgl } from './backends/stock.ts';
import { startWasm, type WasmPaths } from './backends/wasm.ts';
import { describeAdapter, findAdapter, startWebgpu } from './backends/webgpu.ts';
import { createTrainer } from './trainer.ts';

/** What differs between a browser's worker and Node. */
export interface Platform {
  readonly wasmPaths: WasmPaths;
}

/**
 * Starts a device. `auto` takes WebGPU on a real graphics adapter, else WebAssembly. A device named
 * is used or refused, never replaced by another; `webgpu` then takes a software adapter as well.
 * In Node, `navigator.gpu` must have been set for WebGPU to be found.
 * @throws EngineError with what the person can do, when the device is missing or does not start.
 */
export async function createEngine(choice: DeviceChoice, platform: Platform): Promise<Engine> {
  enableProdMode();
  const backend = await startChosen(choice, platform);
  return {
    device: backend.device,
    createTrainer: (options) => createTrainer(backend, options),
    dispose: () => backend.dispose(),
  };
}

/** What this machine has: its WebGPU adapter or null, and what `auto` would choose. */
export async function offerDevices(): Promise<{
  readonly webgpu: DeviceInfo | null;
  readonly auto: DeviceInfo['kind'];
}> {
  const adapter = await findAdapter();
  const webgpu = adapter === null ? null : describeAdapter(adapter);
  return { webgpu, auto: isReal(webgpu) ? 'webgpu' : 'wasm' };
}

async function startChosen(choice: DeviceChoice, { wasmPaths }: Platform): Promise<Backend> {
  switch (choice) {
    case 'auto': {
      const { auto } = await offerDevices();
      return auto === 'webgpu' ? startWebgpu(await findAdapter()) : startWasm(wasmPaths);
    }
    case 'webgpu':
      return startWebgpu(await findAdapter());
    case 'wasm':
      return startWasm(wasmPaths);
    case 'webgl':
      return startWebgl();
    case 'cpu':
      return startCpu();
    default:
      return assertNever(choice, 'device');
  }
}

/** Software adapters are many times slower than WebAssembly, so only a person may choose them. */
function isReal(webgpu: DeviceInfo | null): boolean {
  return webgpu !== null && !webgpu.isFallback;
}
