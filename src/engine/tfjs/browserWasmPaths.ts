/** Where the build puts the WebAssembly files. For the browser's worker only: Node has no `?url`. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { WasmPaths } from './backends/wasm.ts';

export const browserWasmPaths: WasmPaths = { simd, plain };
