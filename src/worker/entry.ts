/** The worker's shell: answers requests (protocol.ts) by calling what Node could call as well. */

import jpegWasm from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import { DataError } from '../data/dataError.ts';
import { EngineError } from '../engine/engine.ts';
import { browserWasmPaths } from '../engine/tfjs/browserWasmPaths.ts';
import type { RunEvent } from '../spec/runEvent.ts';
import type { Answer, RequestMessage, WireError, WorkerMessage } from './protocol.ts';
import { Workroom } from './workroom.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

const say = (message: WorkerMessage) => scope.postMessage(message);

const workroom = new Workroom({
  wasmPaths: browserWasmPaths,
  jpegModule: () => WebAssembly.compileStreaming(fetch(jpegWasm)),
  onEvents: (events: readonly RunEvent[]) => say({ type: 'events', events }),
});

scope.addEventListener('message', ({ data }: MessageEvent<RequestMessage>) => {
  const { id } = data;
  workroom
    .answer(data)
    .then((answer) => say({ type: 'answer', id, answer: answer as Answer<typeof data.name> }))
    .catch((error) => say({ type: 'error', id, error: wireError(error) }));
});

function wireError(error: unknown): WireError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DataError)
    return { message, remedy: error.fault.remedy, fault: error.fault };
  return { message, remedy: error instanceof EngineError ? error.remedy : '', fault: null };
}
