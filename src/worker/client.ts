/** The page's side of the worker: requests and their answers, and whether anybody still answers. */
import type { TaskOptions } from '../data/progress.ts';
import { assertNever } from '../lib/assertNever.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { Loss, PageMessage, WireError, WorkerMessage } from './protocol/messages.ts';
import type { Answer, Ask, RequestName } from './protocol/requests.ts';
import { type SilenceLimits, SilenceWatch, usualLimits } from './silenceWatch.ts';

/** A request that the worker refused or could not answer; text for people. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
  readonly remedy: string;
  readonly fault: WireError['fault'];
  /** What has to be chosen for the request to succeed; empty where nothing has. */
  readonly questions: NonNullable<WireError['questions']>;
  /** Whether the person gave the request up. */
  readonly cancelled: boolean;
  /** Whether nothing is kept of what was asked for. */
  readonly isNothingKept: boolean;
  /** What went away under the request; null where nothing did. */
  readonly loss: Loss | null;
  constructor(wire: WireError) {
    super(wire.message);
    this.remedy = wire.remedy;
    this.fault = wire.fault;
    this.questions = wire.questions ?? [];
    this.cancelled = wire.cancelled ?? false;
    this.isNothingKept = wire.isNothingKept ?? false;
    this.loss = wire.loss ?? null;
  }
}

/** What a request ends with that the person gave up before the worker heard of it. */
export function givenUp(): WorkerError {
  return new WorkerError({ message: 'Given up.', remedy: '', fault: null, cancelled: true });
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

/** Why a run that goes on is no longer written, for people. */
export interface UnkeptReason {
  readonly message: string;
  readonly remedy: string;
}

/** Who hears of a worker what nobody asked for. */
export interface WorkerListener {
  readonly onEvents: (events: readonly RunEvent[]) => void;
  readonly onRunUnkept?: (reason: UnkeptReason) => void;
  /** A newer Espalier writes what this browser keeps. */
  readonly onOutdated?: () => void;
  /** The worker threw, fell silent, or can compute no more: it has been ended. */
  readonly onEnd?: () => void;
}

const gone = (message: string): WireError => ({
  message,
  remedy: 'Try again; if it happens again, choose another device or a smaller batch.',
  fault: null,
  loss: 'worker',
});

/** Connects to a worker that runs `entry.ts`, and ends it where it is of no more use. */
export function connectWorker(
  worker: Worker,
  { onEvents, onRunUnkept = () => {}, onOutdated = () => {}, onEnd = () => {} }: WorkerListener,
  limits: SilenceLimits = usualLimits,
): WorkerClient {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let hasEnded = false;
  const silence = new SilenceWatch(limits, () => end('The training thread fell silent.'));
  const terminate = (message: string) => {
    hasEnded = true;
    worker.terminate();
    const asked = [...waiting.values()];
    waiting.clear();
    silence.watch(false);
    for (const { reject } of asked) reject(new WorkerError(gone(message)));
  };
  const end = (message: string) => {
    if (hasEnded) return;
    terminate(message);
    onEnd();
  };
  const settle = (id: number): Waiting | undefined => {
    const asked = waiting.get(id);
    waiting.delete(id);
    silence.watch(waiting.size > 0);
    return asked;
  };
  worker.addEventListener('error', () => end('The training thread ended unexpectedly.'));
  worker.addEventListener('messageerror', () =>
    end('The training thread said what is no message.'),
  );
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
    // What an ended worker said last belongs to nobody: a fresh one may be at the same run.
    if (hasEnded) return;
    silence.heard();
    switch (data.type) {
      case 'events':
        return onEvents(data.events);
      case 'run-unkept':
        return onRunUnkept(data);
      case 'outdated':
        return onOutdated();
      case 'progress':
        return waiting.get(data.id)?.onProgress?.(data.progress);
      case 'answer':
        return settle(data.id)?.resolve(data.answer as never);
      case 'error':
        return settle(data.id)?.reject(new WorkerError(data.error));
      case 'beat':
        return;
      case 'patience':
        return silence.bear(data.seconds);
      case 'spent':
        return end('The training thread had to be started afresh.');
      default:
        assertNever(data, 'message');
    }
  });
  return {
    ask: (name, ask, { signal, onProgress } = {}) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject, onProgress });
        silence.watch(true);
        const say = (message: unknown) => worker.postMessage(message as PageMessage);
        say({ id, name, ask });
        const cancel = () => waiting.has(id) && say({ id, name: 'cancel' });
        if (signal?.aborted) cancel();
        else signal?.addEventListener('abort', cancel);
      }),
    terminate: () => terminate('The training thread was ended.'),
  };
}
