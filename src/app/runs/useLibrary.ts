import { useMemo, useRef } from 'react';
import type { PageName } from '../../store/pageSlice.ts';
import { runList } from '../../store/runs/runList.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import type { Workbench } from '../../store/workbench.ts';
import { libraryReader, type ShownLibrary } from './libraryOf.ts';

/** The library while the page is open; as it was while another page is. Null until it is known. */
export function useLibrary(page: PageName): ShownLibrary | null {
  const read = useRef<ReturnType<typeof libraryReader>>(undefined);
  read.current ??= libraryReader();
  const sources = useWhileOpen(page, ({ keptRuns, runsBefore, runs, launch }) => ({
    keptRuns: keptRuns ?? runsBefore,
    runs,
    launch,
  }));
  return useMemo(() => {
    if (sources === null || sources.keptRuns === null) return null;
    const { launch } = sources;
    const hereId = launch.phase === 'idle' ? null : launch.runId;
    return read.current?.(runList(sources), hereId) ?? null;
  }, [sources]);
}

/** What is read of the store while the page is open, which then stands; null before it was opened. */
export function useWhileOpen<Selected extends object>(
  page: PageName,
  select: (workbench: Workbench) => Selected,
): Selected | null {
  const now = useWorkbench((state) => (state.page === page ? select(state) : null));
  const last = useRef<Selected | null>(null);
  if (now !== null) last.current = now;
  return last.current;
}
