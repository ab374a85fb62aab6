import { useMemo } from 'react';
import { runList } from '../../store/runs/runList.ts';
import { useWhileOpen } from '../runs/useLibrary.ts';

/** A run whose networks may be asked. */
interface TriableRun {
  readonly runId: string;
  /** Told in the list of runs. */
  readonly text: string;
}

/** Kept runs that are not under way, the newest first; null until they are known. */
export function useTriableRuns(): readonly TriableRun[] | null {
  const sources = useWhileOpen('try', ({ keptRuns, runs, launch }) => ({ keptRuns, runs, launch }));
  return useMemo(() => {
    if (sources === null || sources.keptRuns === null) return null;
    return runList(sources).flatMap((run) =>
      run.state === 'whole' && run.isKept && !run.isUnderWay
        ? [{ runId: run.runId, text: `${run.title ?? run.name}, ${run.methodText}` }]
        : [],
    );
  }, [sources]);
}
