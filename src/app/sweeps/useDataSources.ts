import { useMemo } from 'react';
import { heldData } from '../../store/data/dataSet.ts';
import type { DataSources } from '../../store/data/knownData.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';

/** Data sets at hand, stored, and opened for trials. */
export function useDataSources(): DataSources {
  const held = useWorkbench(({ data }) => heldData(data));
  const storage = useWorkbench((state) => state.storage);
  const seenData = useWorkbench((state) => state.seenData);
  return useMemo(() => ({ held, storage, seenData }), [held, storage, seenData]);
}
