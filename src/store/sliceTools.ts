/**
 * What a slice of the store is made with. A slice is `(tools: SliceTools<Own & Needs>) => Own`: it
 * names the fields that it reads and sets, its own and those of others, and sees no more. This file
 * knows no slice, and slices form no circle; workbench.ts alone puts them together.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { WorkerClient } from '../worker/client.ts';

export interface SliceTools<State> {
  readonly get: () => State;
  readonly set: (change: Partial<State>) => void;
  /** Asks the worker, which is started by the first request. */
  readonly ask: WorkerClient['ask'];
  /** Ends the worker whatever it does; the next request starts a fresh one. */
  readonly replaceWorker: () => void;
}

/** The store for whoever acts when something in it changes. */
export type WatchedStore<State> = Pick<StoreApi<State>, 'getState' | 'subscribe'>;
