/** The browser side of a stepper: the measuring side calls `answer` with one command at a time. */
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { browserWasmPaths } from '../../../src/engine/tfjs/browserWasmPaths.ts';
import { thisThread } from '../../../src/engine/tfjs/parallel/threadChoice.ts';
import { createServer } from '../serve.ts';

const answer = createServer({
  wasmPaths: { ...browserWasmPaths, threaded },
  // The page's own thread, in which this runs, may not wait for others.
  threads: thisThread,
});
Object.assign(globalThis, { answer });
