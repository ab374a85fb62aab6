/**
 * The devices that TensorFlow.js runs on. The engine imports its parts, `@tensorflow/tfjs-core` and
 * each backend, at the version of `@tensorflow/tfjs`, which only the bench needs whole: that brings
 * layers, a converter and data pipelines along, and every gradient, all of which the page would
 * load first and none of which training here uses.
 */
import { assertNever } from '../../../lib/assertNever.ts';
import type { DeviceInfo } from '../../../spec/run/events/runEvents.ts';
import type { DeviceChoice } from '../../../spec/sections/device.ts';
import type { ThreadSupply } from '../parallel/threadChoice.ts';
import type { Backend } from './backend.ts';
import type { Notebook } from './deviceKnowledge.ts';
import { largestBufferOf } from './deviceRequest.ts';
import { startCpu, startWebgl } from './stock.ts';
import { startWasm, type WasmPaths } from './wasm.ts';
import { describeAdapter, findAdapter, startWebgpu } from './webgpu.ts';

/** What differs between a browser's worker and Node. */
export interface Platform {
  readonly wasmPaths: WasmPaths;
  /** Where further threads for WebAssembly come from; without it there is one. */
  readonly threads?: ThreadSupply;
  /** Where what is learned of graphics adapters is kept; without it the program forgets it. */
  readonly notebook?: Notebook;
}

/**
 * What this machine has: its WebGPU adapter and the bytes of the largest buffer there, or null, and
 * what `auto` would choose.
 */
export async function offerDevices(): Promise<{
  readonly webgpu: DeviceInfo | null;
  readonly largestBuffer: number | null;
  readonly auto: DeviceInfo['kind'];
}> {
  const adapter = await findAdapter();
  if (adapter === null) return { webgpu: null, largestBuffer: null, auto: 'wasm' };
  const webgpu = describeAdapter(adapter);
  const largestBuffer = largestBufferOf(adapter.limits);
  return { webgpu, largestBuffer, auto: isReal(webgpu) ? 'webgpu' : 'wasm' };
}

/** Starts the device of a choice; see `createEngine`. @throws EngineError */
export async function startDevice(
  choice: DeviceChoice,
  platform: Pick<Platform, 'wasmPaths' | 'notebook'>,
): Promise<Backend> {
  switch (choice) {
    case 'auto':
      return startDevice((await offerDevices()).auto, platform);
    case 'webgpu':
      return startWebgpu(await findAdapter(), platform);
    case 'webgpu-mixed':
      return startWebgpu(await findAdapter(), { ...platform, isMixed: true });
    case 'wasm':
      return startWasm(platform.wasmPaths);
    case 'wasm-fused':
      return startWasm(platform.wasmPaths, true);
    case 'webgl':
      return startWebgl();
    case 'cpu':
      return startCpu();
    default:
      return assertNever(choice, 'device');
  }
}

/** Software adapters are many times slower than WebAssembly, so only a person may choose them. */
function isReal(webgpu: DeviceInfo): boolean {
  return !webgpu.isFallback;
}
