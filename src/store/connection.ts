/**
 * The page's connection to the worker. A worker that dies is replaced by a fresh one at the next
 * request, so that the page can go on.
 */
import { connectWorker, type WorkerClient, type WorkerListener } from '../worker/client.ts';

/** Makes a worker and a client for it. */
export type Connect = (listener: WorkerListener) => WorkerClient;

export interface ConnectionListener extends Omit<WorkerListener, 'onEnd'> {
  /** The worker ended: what it held is gone. */
  readonly onLost: () => void;
}

export interface Connection extends Pick<WorkerClient, 'ask'> {
  /** Ends the worker whatever it does; the next request starts a fresh one. */
  readonly replace: () => void;
}

/** Asks the worker, which is started by the first request. */
export function createConnection(
  connect: Connect,
  { onLost, ...listener }: ConnectionListener,
): Connection {
  let client: WorkerClient | null = null;
  const forget = () => {
    client = null;
    onLost();
  };
  return {
    ask: (name, ask, task) => {
      client ??= connect({ ...listener, onEnd: forget });
      return client.ask(name, ask, task);
    },
    replace: () => {
      client?.terminate();
      if (client !== null) forget();
    },
  };
}

/** The real worker. */
export const connectToWorker: Connect = (listener) =>
  connectWorker(
    new Worker(new URL('../worker/entry.ts', import.meta.url), { type: 'module' }),
    listener,
  );
