/** The page's one workbench, as a hook. */
import { useStore } from 'zustand';
import { connectToWorker } from './connection.ts';
import { askForLastingStorage } from './data/lastingStorage.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

export const workbench = createWorkbench(
  connectToWorker,
  new URL(`${import.meta.env.BASE_URL}glyphs.bin`, document.baseURI).href,
  askForLastingStorage,
);

/** What `select` reads of the workbench; redraws when that changes. */
export function useWorkbench<Selected>(select: (workbench: Workbench) => Selected): Selected {
  return useStore(workbench, select);
}

/** The workbench's actions never change: read them once, outside of React's watching. */
export function actions(): Workbench {
  return workbench.getState();
}
