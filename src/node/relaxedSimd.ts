import { setFlagsFromString } from 'node:v8';

/** Lets WebAssembly with relaxed SIMD run, which Node 20 has behind a flag; threads that start later have it too. */
export function allowRelaxedSimd(): void {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}
