import type { Engine } from '../../engine/engine.ts';
import { createEngine } from '../../engine/tfjs/createEngine.ts';
import { installedWasmPaths } from '../../engine/tfjs/testing/wasmFiles.ts';
import { startThread } from '../../node/nodeThreads.ts';

/** WebAssembly on 1, 2 or 4 threads, however many cores the machine has. */
export function wasmOn(threads: number): Promise<Engine> {
  const platform = { wasmPaths: installedWasmPaths(), threads: { cores: 4, start: startThread } };
  return createEngine('wasm', platform, threads);
}
