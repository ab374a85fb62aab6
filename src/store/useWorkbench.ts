/** The page's one workbench, as a hook. */
import { connectToWorker } from './connection.ts';
import { browserLastingStorage } from './data/lastingStorage.ts';
import { useAlike } from './useAlike.ts';
import { firstState } from './useFirstState.ts';
import { browserWindows } from './window/otherWindows.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

export const workbench = createWorkbench(
  connectToWorker,
  new URL(`${import.meta.env.BASE_URL}glyphs.bin`, document.baseURI).href,
  browserLastingStorage,
  browserWindows({ locks: navigator.locks, Channel: BroadcastChannel }),
  firstState,
);

/** What `select` reads of the workbench. */
export function useWorkbench<Selected>(select: (workbench: Workbench) => Selected): Selected {
  return useAlike(workbench, select);
}

/** The workbench's actions never change: read them once, outside of React's watching. */
export function actions(): Workbench {
  return workbench.getState();
}
