import { useMemo } from 'react';
import { runClasses } from '../../store/runClasses.ts';
import { type SplitCounts, splitOf } from '../../store/splitCounts.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import type { DatasetView } from '../../worker/protocol.ts';

/** How the draft splits each class that a run has. */
export function useSplit(view: DatasetView): readonly SplitCounts[] {
  const choice = useWorkbench(({ draft }) => draft.lastGood.dataset);
  return useMemo(() => splitOf(view, choice, runClasses(view, choice)), [view, choice]);
}
