import { useMemo } from 'react';
import { outcomeOfState } from '../../analysis/results/outcomeOfState.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';

/** What the runs that are open have come to. */
export function useOutcomes(): readonly RunOutcome[] {
  const runs = useWorkbench((state) => state.runs);
  return useMemo(
    () => runs.flatMap(({ newest }) => (newest === null ? [] : outcomeOfState(newest))),
    [runs],
  );
}
