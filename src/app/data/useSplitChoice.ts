import { useMemo } from 'react';
import { valueAt } from '../../store/draft.ts';
import { type SplitChoice, type SplitCounts, splitOf } from '../../store/splitCounts.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import type { DatasetView } from '../../worker/protocol.ts';

/** The split that the draft asks for, wrong values taken as nothing held out. */
export function useSplit(view: DatasetView): readonly SplitCounts[] {
  const validation = useWorkbench(({ draft }) => valueAt(draft, 'dataset.validation'));
  const limit = useWorkbench(({ draft }) => valueAt(draft, 'dataset.limitPerClass'));
  return useMemo(() => {
    const choice: SplitChoice = {
      validation: typeof validation === 'number' && validation <= 0.5 ? validation : 0,
      limitPerClass: typeof limit === 'number' && limit >= 1 ? limit : null,
    };
    return splitOf(view, choice);
  }, [view, validation, limit]);
}
