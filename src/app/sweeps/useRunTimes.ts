import { useMemo } from 'react';
import { costKey, type RunTimes, runTimes } from '../../analysis/sweeps/runTimes.ts';
import { timedRuns } from '../../store/sweeps/timedRuns.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';

/** How long runs take here, from the library, from trials, and from the estimate that the form shows. */
export function useRunTimes(): RunTimes {
  const keptRuns = useWorkbench((state) => state.keptRuns);
  const guessed = useWorkbench(({ guessedTimes }) => guessedTimes);
  const drafted = useWorkbench(({ draft }) => draft.spec);
  const seconds = useWorkbench(({ estimate }) =>
    estimate.phase === 'known' ? estimate.seconds : null,
  );
  return useMemo(() => {
    const ofDraft: [string, number][] =
      drafted === null || seconds === null ? [] : [[costKey(drafted), seconds]];
    return runTimes(timedRuns(keptRuns), new Map([...ofDraft, ...guessed]));
  }, [keptRuns, guessed, drafted, seconds]);
}
