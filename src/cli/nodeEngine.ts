/** The engine in Node: where TensorFlow.js' files lie, and WebGPU through Dawn. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Engine, EngineError } from '../engine/engine.ts';
import type { DeviceChoice } from '../spec/experimentSpec.ts';

const require = createRequire(import.meta.url);

/** Starts a device for the command line. @throws EngineError */
export async function createNodeEngine(choice: DeviceChoice): Promise<Engine> {
  if (choice === 'webgpu') await provideWebGpu();
  const { createEngine } = await import('../engine/tfjs/createEngine.ts');
  const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  return createEngine(choice, {
    wasmPaths: {
      simd: join(folder, 'dist', 'tfjs-backend-wasm-simd.wasm'),
      plain: join(folder, 'dist', 'tfjs-backend-wasm.wasm'),
    },
  });
}

/** Where Chromium keeps its software Vulkan driver, for machines without a graphics card. */
const softwareDrivers = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
];

/**
 * Puts Dawn's WebGPU where browsers have theirs. Without a graphics card it needs a driver in
 * software, which a Chromium on the machine brings along; VK_DRIVER_FILES overrides it.
 */
async function provideWebGpu(): Promise<void> {
  const driver = softwareDrivers.find(existsSync);
  if (driver !== undefined && !existsSync('/dev/dri')) process.env.VK_DRIVER_FILES ??= driver;
  const { create, globals } = await import('webgpu').catch((cause) => {
    throw new EngineError(
      `WebGPU for Node is missing: ${(cause as Error).message}`,
      'Install the optional package: npm install webgpu; or use --device wasm.',
    );
  });
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) } });
}
