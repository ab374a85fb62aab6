import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { WasmPaths } from '../backends/wasm.ts';

/** Where npm put the WebAssembly files. */
export function installedWasmPaths(): WasmPaths {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  const file = (name: string) => join(dirname(main), name);
  return {
    simd: file('tfjs-backend-wasm-simd.wasm'),
    plain: file('tfjs-backend-wasm.wasm'),
  };
}
