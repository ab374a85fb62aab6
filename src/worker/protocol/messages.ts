/**
 * The messages between page and worker: numbered requests, and their answers, errors and progress.
 * Events of a run arrive unasked, in batches a few times a second.
 */
import type { DataFault } from '../../data/dataError.ts';
import type { LoadProgress } from '../../data/progress.ts';
import type { ReadingQuestion } from '../../data/readingChoices.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { Answer, Ask, RequestName } from './requests.ts';

/** One request, by a number of its own. */
export type RequestMessage = {
  [Name in RequestName]: { readonly id: number; readonly name: Name; readonly ask: Ask<Name> };
}[RequestName];

/** Gives up the request of that number, which is then refused, unless it is answered already. */
export interface CancelMessage {
  readonly id: number;
  readonly name: 'cancel';
}

/** Page to worker. */
export type PageMessage = RequestMessage | CancelMessage;

/** An error as it crosses between threads. */
export interface WireError {
  readonly message: string;
  /** What the person can do; empty where nothing is known. */
  readonly remedy: string;
  /** The exact place, for data sets that were refused. */
  readonly fault: DataFault | null;
  /** What the files leave open: asked again with choices that answer it, the request may succeed. */
  readonly questions?: readonly ReadingQuestion[];
  /** Whether the person gave the request up: nothing went wrong. */
  readonly cancelled?: boolean;
  /** Whether nothing is kept of what was asked for: asking again finds no more. */
  readonly isNothingKept?: boolean;
  /** What went away under the request, which a fresh worker could carry out. */
  readonly loss?: Loss;
}

/** The device that computes, or the worker as a whole. */
export type Loss = 'device' | 'worker';

/** Worker to page. */
export type WorkerMessage =
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer<RequestName> }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | { readonly type: 'progress'; readonly id: number; readonly progress: LoadProgress }
  | { readonly type: 'events'; readonly events: readonly RunEvent[] }
  /** Said once a second while a request is under way: the worker is alive. */
  | { readonly type: 'beat' }
  /** Steps of what begins may keep the worker silent for as many seconds. */
  | { readonly type: 'patience'; readonly seconds: number }
  /** The worker can compute no more, or holds memory that only its end gives back. */
  | { readonly type: 'spent' }
  /** A newer Espalier writes what this browser keeps: here it is only read. */
  | { readonly type: 'outdated' }
  /** The run under way goes on, and is no longer written: there is no room. */
  | { readonly type: 'run-unkept'; readonly message: string; readonly remedy: string };
