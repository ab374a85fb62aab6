/**
 * What of the workbench the first page shows: it is there before the rest is read, and becomes a part
 * of the whole then (workbench.ts), in the same store. It imports types alone, so that the page's
 * first load stays small (docs/architecture.md, "What is read when").
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StorageView } from '../worker/protocol/dataRequests.ts';
import type { AskedQuestion } from './data/askedQuestion.ts';
import type { DataState } from './data/dataSet.ts';
import { type PageSlice, pageSlice } from './pageSlice.ts';

export interface FirstState extends PageSlice {
  readonly data: DataState;
  /** What reading asks; null while it asks nothing. */
  readonly asked: AskedQuestion | null;
  /** What is stored; null until it is known. */
  readonly storage: StorageView | null;
}

export type FirstStore = StoreApi<FirstState>;

/** The state of a page that has just been opened. */
export function createFirstState(): FirstStore {
  return createStore<FirstState>()((set) => ({
    ...pageSlice({ set }),
    data: { phase: 'none' },
    asked: null,
    storage: null,
  }));
}
