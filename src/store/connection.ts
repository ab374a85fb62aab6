/**
 * The page's connection to the worker. A worker that dies is replaced by a fresh one at the next
 * request, so that the page can go on.
 */
import type { RunEvent } from '../spec/run/runEvent.ts';
import { connectWorker, type WorkerClient } from '../worker/client.ts';

/** Makes a worker and a client for it; `onDeath` is called when the worker ends by itself. */
export type Connect = (
  onEvents: (events: readonly RunEvent[]) => void,
  onDeath: () => void,
) => WorkerClient;

export interface ConnectionListener {
  readonly onEvents: (events: readonly RunEvent[]) => void;
  /** The worker ended: what it held is gone. */
  readonly onLost: () => void;
}

/** Asks the worker, which is started by the first request. */
export function createConnection(
  connect: Connect,
  { onEvents, onLost }: ConnectionListener,
): Pick<WorkerClient, 'ask'> {
  let client: WorkerClient | null = null;
  const forget = () => {
    client?.terminate();
    client = null;
    onLost();
  };
  return {
    ask: (name, ask, task) => {
      client ??= connect(onEvents, forget);
      return client.ask(name, ask, task);
    },
  };
}

/** The real worker. */
export const connectToWorker: Connect = (onEvents, onDeath) => {
  const worker = new Worker(new URL('../worker/entry.ts', import.meta.url), { type: 'module' });
  const client = connectWorker(worker, onEvents);
  // After the client's own listener, so that its requests have failed with the reason.
  worker.addEventListener('error', onDeath);
  return client;
};
