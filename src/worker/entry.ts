/** The worker's shell: answers requests (protocol.ts) by calling what Node could call as well. */
import '../lib/readWithoutEval.ts';
import type { LoadProgress } from '../data/progress.ts';
import { browserWasmPaths } from '../engine/tfjs/browserWasmPaths.ts';
import { trustScriptsBelow } from '../hosting/trustedScripts.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { browserFiles } from '../storage/browserFiles.ts';
import { pageDecoders } from './pageDecoders.ts';
import { pageImageModules } from './pageImageModules.ts';
import { pageThreads } from './pageThreads.ts';
import type { PageMessage, RequestMessage, WorkerMessage } from './protocol/messages.ts';
import type { Answer } from './protocol/requests.ts';
import { RequestHandler } from './requestHandler.ts';
import { RunBroadcaster } from './runBroadcast.ts';
import { browserRunLocks } from './runLocks.ts';
import { beatInterval } from './silenceWatch.ts';
import { VersionGuard, versionChannelName } from './versionGuard.ts';
import { wireError } from './wireError.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

trustScriptsBelow(scope.location.href);

const say = (message: WorkerMessage) => scope.postMessage(message);

/** Other windows hear what this one trains. */
const broadcaster = new RunBroadcaster((name) => new BroadcastChannel(name));

const guard = new VersionGuard(new BroadcastChannel(versionChannelName), () =>
  say({ type: 'outdated' }),
);

const handler = new RequestHandler({
  wasmPaths: browserWasmPaths,
  threads: pageThreads,
  ...pageImageModules,
  decoders: pageDecoders,
  openFiles: browserFiles,
  // The built worker's name has a hash of all that it loads.
  version: `${scope.location.pathname} ${navigator.userAgent}`,
  guardRunFiles: (files) => guard.guard(files),
  onEvents: (events: readonly RunEvent[]) => {
    say({ type: 'events', events });
    broadcaster.tell(events);
  },
  onPatience: (seconds) => say({ type: 'patience', seconds }),
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
