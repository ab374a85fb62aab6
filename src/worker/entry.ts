/** The worker's shell: answers requests (protocol.ts) by calling what Node could call as well. */
import '../lib/readWithoutEval.ts';
import jpegWasm from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import webpWasm from '@jsquash/webp/codec/dec/webp_dec.wasm?url';
import { DataError } from '../data/dataError.ts';
import type { LoadProgress } from '../data/progress.ts';
import { UndecidedError } from '../data/reading.ts';
import { EngineError } from '../engine/engine.ts';
import { browserWasmPaths } from '../engine/tfjs/browserWasmPaths.ts';
import { trustScriptsBelow } from '../hosting/trustedScripts.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { browserFiles } from '../storage/browserFiles.ts';
import { StorageError } from '../storage/storageError.ts';
import { pageThreads } from './pageThreads.ts';
import type { Answer, PageMessage, RequestMessage, WireError, WorkerMessage } from './protocol.ts';
import { RequestHandler } from './requestHandler.ts';
import { browserRunLocks } from './runLocks.ts';
import { beatInterval } from './silenceWatch.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

trustScriptsBelow(scope.location.href);

const say = (message: WorkerMessage) => scope.postMessage(message);

const handler = new RequestHandler({
  wasmPaths: browserWasmPaths,
  threads: pageThreads,
  jpegModule: () => WebAssembly.compileStreaming(fetch(jpegWasm)),
  webpModule: () => WebAssembly.compileStreaming(fetch(webpWasm)),
  openFiles: browserFiles,
  onEvents: (events: readonly RunEvent[]) => say({ type: 'events', events }),
  onRunUnkept: ({ message, remedy }) => say({ type: 'run-unkept', message, remedy }),
  runLocks: browserRunLocks(navigator.locks),
});

/** Requests under way, by their number. */
const underWay = new Map<number, AbortController>();

setInterval(() => underWay.size > 0 && say({ type: 'beat' }), beatInterval);

scope.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  if (data.name === 'cancel') underWay.get(data.id)?.abort();
  else void answer(data);
});

async function answer(request: RequestMessage): Promise<void> {
  const { id, name } = request;
  const abort = new AbortController();
  const { signal } = abort;
  underWay.set(id, abort);
  try {
    const onProgress = (progress: LoadProgress) => say({ type: 'progress', id, progress });
    const answered = await handler.answer(request, { signal, onProgress });
    say({ type: 'answer', id, answer: answered as Answer<typeof name> });
  } catch (error) {
    const cancelled = signal.aborted && error === signal.reason;
    say({ type: 'error', id, error: { ...wireError(error), cancelled } });
  } finally {
    underWay.delete(id);
    if (handler.isSpent) say({ type: 'spent' });
  }
}

function wireError(error: unknown): WireError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DataError) {
    const questions = error instanceof UndecidedError ? error.questions : [];
    return { message, remedy: error.fault.remedy, fault: error.fault, questions };
  }
  if (error instanceof EngineError) {
    const { remedy, fault } = error;
    return { message, remedy, fault: null, ...(fault === 'lost' ? { loss: 'device' } : {}) };
  }
  return { message, remedy: error instanceof StorageError ? error.remedy : '', fault: null };
}
