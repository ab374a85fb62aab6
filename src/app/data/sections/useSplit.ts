import { useEffect, useMemo } from 'react';
import type { Duplicates } from '../../../data/prepare/duplicates.ts';
import { type SplitCounts, splitOf } from '../../../store/data/splitCounts.ts';
import { issueAt } from '../../../store/draft/draft.ts';
import { runClasses } from '../../../store/runs/runClasses.ts';
import { duplicatesKey } from '../../../store/showcaseSlice.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';

/** How the draft splits each class that a run has. */
export function useSplit(view: DatasetView): readonly SplitCounts[] {
  const choice = useWorkbench(({ draft }) => draft.lastGood.dataset);
  const leaked = useLeakedCounts(view);
  return useMemo(
    () => splitOf(view, choice, runClasses(view, choice), leaked),
    [view, choice, leaked],
  );
}

/** Training images of each class that are left out as leaked; null while none are, or unknown. */
export function useLeakedCounts(view: DatasetView): readonly number[] | null {
  const isDropped = useWorkbench(({ draft }) => draft.lastGood.dataset.dropLeaked);
  const duplicates = useDuplicates(view, isDropped);
  return isDropped ? (duplicates?.leakedCounts ?? null) : null;
}

/** Equal images of the draft's split, looked for where that is wanted; null until they are known. */
export function useDuplicates(view: DatasetView, isWanted: boolean): Duplicates | null {
  const { dataset, seed } = useWorkbench(({ draft }) => draft.lastGood);
  const found = useWorkbench(({ duplicates }) => duplicates);
  const isWrong = useWorkbench(({ draft }) => issueAt(draft, 'dataset') !== null);
  const key = duplicatesKey(view, dataset, seed);
  useEffect(() => {
    if (isWanted && !isWrong && key !== found.key) void actions().askDuplicates();
  }, [isWanted, isWrong, key, found.key]);
  return found.phase === 'known' && found.key === key ? found.fact : null;
}
