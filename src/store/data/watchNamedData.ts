import type { DraftSlice } from '../draft/draftSlice.ts';
import type { WatchedStore } from '../sliceTools.ts';
import type { DataSlice } from './dataSlice.ts';
import { type StorageSlice, storedFor } from './storageSlice.ts';

type Watched = Pick<DraftSlice, 'draft'> & Pick<StorageSlice, 'storage'> & DataSlice;

/** Opens the data set that a link names, where it is stored and nothing else is at hand or read. */
export function watchNamedData(store: WatchedStore<Watched>): void {
  // Each once: what could not be opened is told, and not tried again by itself.
  const tried = new Set<string>();
  store.subscribe((state, before) => {
    const { draft, data, storage, refusal } = state;
    if (storage === before.storage && draft === before.draft && data === before.data) return;
    if (!draft.touched || data.phase !== 'none') return;
    const named = storedFor(draft.lastGood.dataset, storage);
    if (named === null || tried.has(named.hash)) return;
    tried.add(named.hash);
    void state.openStored(named.hash);
    // A read that failed just now left room for this one: what it failed of is still to be seen.
    if (data !== before.data && refusal !== null) state.refuse(refusal);
  });
}
