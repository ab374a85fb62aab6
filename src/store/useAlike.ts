import { useRef } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { areAlike } from '../lib/areAlike.ts';

/** What `select` reads of a store; redraws when that is not alike any more (lib/areAlike.ts). */
export function useAlike<State, Selected>(
  store: StoreApi<State>,
  select: (state: State) => Selected,
): Selected {
  const kept = useRef<Selected | undefined>(undefined);
  return useStore(store, (state) => {
    const now = select(state);
    if (!areAlike(kept.current, now)) kept.current = now;
    return kept.current as Selected;
  });
}
