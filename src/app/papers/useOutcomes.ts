/** What the runs that repeat a row or a figure of the papers have come to. */
import { useEffect, useMemo } from 'react';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import { repeatsPreset } from '../../analysis/papers/ownResults.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { papers } from '../../spec/papers/papers.ts';
import { outcomesOf } from '../../store/runs/resultsSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { useLibrary } from '../runs/useLibrary.ts';

const shownPresets = new Set(
  papers.flatMap(({ exhibits }) =>
    exhibits.flatMap((exhibit) =>
      exhibit.kind === 'figure'
        ? exhibit.presets
        : exhibit.rows.flatMap(({ forms }) => forms.map(({ preset }) => preset)),
    ),
  ),
);

const nothing: readonly LibraryRun[] = [];

/** Of kept runs, those of this window and collected results; only what belongs here is asked for. */
export function useOutcomes(): readonly RunOutcome[] {
  const library = useLibrary('papers')?.runs ?? nothing;
  const views = useWorkbench(({ runs }) => runs);
  const knownOutcomes = useWorkbench((state) => state.knownOutcomes);
  const collected = useWorkbench((state) => state.collected);
  const repeating = useMemo(
    () => library.filter((run) => [...shownPresets].some((preset) => repeatsPreset(run, preset))),
    [library],
  );
  useEffect(() => {
    if (repeating.length > 0) void actions().askOutcomes(repeating);
  }, [repeating]);
  return useMemo(() => {
    const runIds = repeating.map(({ runId }) => runId);
    return [...outcomesOf(runIds, { runs: views, knownOutcomes }), ...collected];
  }, [repeating, views, knownOutcomes, collected]);
}
