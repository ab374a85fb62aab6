import type { TaskOptions } from '../data/progress.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type {
  Answer,
  Ask,
  PageMessage,
  RequestName,
  WireError,
  WorkerMessage,
} from './protocol.ts';

/** A request that the worker refused or could not answer; text for people. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
  readonly remedy: string;
  readonly fault: WireError['fault'];
  /** What has to be chosen for the request to succeed; empty where nothing has. */
  readonly questions: NonNullable<WireError['questions']>;
  /** Whether the person gave the request up. */
  readonly cancelled: boolean;
  constructor(wire: WireError) {
    super(wire.message);
    this.remedy = wire.remedy;
    this.fault = wire.fault;
    this.questions = wire.questions ?? [];
    this.cancelled = wire.cancelled ?? false;
  }
}

export interface WorkerClient {
  /**
   * Asks the worker; requests that take long tell of their progress and can be given up.
   * @throws WorkerError with what went wrong and what to do.
   */
  ask<Name extends RequestName>(
    name: Name,
    ask: Ask<Name>,
    task?: TaskOptions,
  ): Promise<Answer<Name>>;
  /** Ends the worker; requests under way fail. */
  terminate(): void;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: WorkerError) => void;
  readonly onProgress: TaskOptions['onProgress'];
}

const workerDied: WireError = {
  message: 'The training thread ended unexpectedly.',
  remedy: 'Reload the page; if it happens again, choose another device or a smaller batch.',
  fault: null,
};

/** Why a run that goes on is no longer written, for people. */
export interface UnkeptReason {
  readonly message: string;
  readonly remedy: string;
}

/** Connects to a worker that runs `entry.ts`; `onEvents` receives the events of runs. */
export function connectWorker(
  worker: Worker,
  onEvents: (events: readonly RunEvent[]) => void,
  onRunUnkept: (reason: UnkeptReason) => void = () => {},
): WorkerClient {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const failAll = (error: WireError) => {
    for (const { reject } of waiting.values()) reject(new WorkerError(error));
    waiting.clear();
  };
  worker.addEventListener('error', (event) => failAll({ ...workerDied, message: event.message }));
  worker.addEventListener('messageerror', () => failAll(workerDied));
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.type === 'events') return onEvents(data.events);
    if (data.type === 'run-unkept') return onRunUnkept(data);
    const asked = waiting.get(data.id);
    if (data.type === 'progress') return asked?.onProgress?.(data.progress);
    waiting.delete(data.id);
    if (data.type === 'error') asked?.reject(new WorkerError(data.error));
    else asked?.resolve(data.answer as never);
  });
  return {
    ask: (name, ask, { signal, onProgress } = {}) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject, onProgress });
        const say = (message: unknown) => worker.postMessage(message as PageMessage);
        say({ id, name, ask });
        signal?.addEventListener('abort', () => waiting.has(id) && say({ id, name: 'cancel' }));
      }),
    terminate: () => {
      worker.terminate();
      failAll(workerDied);
    },
  };
}
