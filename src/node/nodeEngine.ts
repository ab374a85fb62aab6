/** The engine in Node: where TensorFlow.js' files lie, and WebGPU through Dawn. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import type { ThreadChoice } from '../engine/tfjs/parallel/threadChoice.ts';
import { type DeviceChoice, isWebGpu } from '../spec/sections/device.ts';
import { provideWebGpu, withdrawWebGpu } from './dawn.ts';
import { nodeThreads } from './nodeThreads.ts';
import { allowRelaxedSimd } from './relaxedSimd.ts';

const require = createRequire(import.meta.url);

/** TensorFlow.js' WebAssembly files, where npm put them. */
export function installedWasm(): { readonly simd: string; readonly plain: string } {
  const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  return {
    simd: join(folder, 'dist', 'tfjs-backend-wasm-simd.wasm'),
    plain: join(folder, 'dist', 'tfjs-backend-wasm.wasm'),
  };
}

/** Starts a device for the command line; WASM on so many threads. @throws EngineError */
export async function createNodeEngine(
  choice: DeviceChoice,
  threads: ThreadChoice = 1,
): Promise<Engine> {
  if (isWebGpu(choice)) await provideWebGpu();
  if (choice === 'wasm-fused') allowRelaxedSimd();
  const { createEngine } = await import('../engine/tfjs/createEngine.ts');
  const wasmPaths = installedWasm();
  const engine = await createEngine(choice, { wasmPaths, threads: nodeThreads }, threads);
  if (!isWebGpu(choice)) return engine;
  return {
    ...engine,
    dispose: () => {
      engine.dispose();
      withdrawWebGpu();
    },
  };
}
