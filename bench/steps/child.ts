/** The Node side of a stepper: commands come and answers go as messages between processes. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { provideWebGpu } from '../../src/node/dawn.ts';
import { nodeThreads } from '../../src/node/nodeThreads.ts';
import { allowRelaxedSimd } from '../../src/node/relaxedSimd.ts';
import { createServer } from './serve.ts';
import type { Command, StepperPlatform } from './stepper.ts';

const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');

const platform: StepperPlatform = {
  wasmPaths: {
    plain: join(folder, 'tfjs-backend-wasm.wasm'),
    simd: join(folder, 'tfjs-backend-wasm-simd.wasm'),
    threaded: join(folder, 'tfjs-backend-wasm-threaded-simd.wasm'),
  },
  threads: nodeThreads,
};

const dawnFlags = process.argv.slice(2);
const server = createServer(platform);

process.on('message', async (command: Command) => {
  if (command.command === 'start' && command.device === 'wasm-fused') allowRelaxedSimd();
  const isWebgpu = command.command === 'start' && command.device === 'webgpu';
  if (isWebgpu || command.command === 'probe') {
    await provideWebGpu(dawnFlags);
    // Stock TensorFlow.js looks for a graphics card in pages and workers only, and jax-js for the
    // browser's name.
    Object.assign(globalThis, { WorkerGlobalScope: Object });
    Object.assign(navigator, { userAgent: 'Node' });
  }
  process.send?.(await server(command));
});
