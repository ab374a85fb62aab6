/** The page's one workbench, as a hook. */
import { useRef } from 'react';
import { useStore } from 'zustand';
import { areAlike } from '../lib/areAlike.ts';
import { connectToWorker } from './connection.ts';
import { browserLastingStorage } from './data/lastingStorage.ts';
import { browserWindows } from './window/otherWindows.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

export const workbench = createWorkbench(
  connectToWorker,
  new URL(`${import.meta.env.BASE_URL}glyphs.bin`, document.baseURI).href,
  browserLastingStorage,
  browserWindows({ locks: navigator.locks, Channel: BroadcastChannel }),
);

/** What `select` reads of the workbench; redraws when that is not alike any more (lib/areAlike.ts). */
export function useWorkbench<Selected>(select: (workbench: Workbench) => Selected): Selected {
  const kept = useRef<Selected | undefined>(undefined);
  return useStore(workbench, (state) => {
    const now = select(state);
    if (!areAlike(kept.current, now)) kept.current = now;
    return kept.current as Selected;
  });
}

/** The workbench's actions never change: read them once, outside of React's watching. */
export function actions(): Workbench {
  return workbench.getState();
}
