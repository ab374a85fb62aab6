import { useMemo } from 'react';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import type { StorageFacts } from '../../views/runs/storageFacts.ts';

/** What is kept here, counted from the lists of runs and data sets. */
export function useStorageFacts(runs: readonly LibraryRun[]): StorageFacts {
  const storage = useWorkbench((state) => state.storage);
  const lasting = useWorkbench((state) => state.lasting);
  return useMemo(() => {
    const networks = sum(runs.map(({ networkBytes }) => networkBytes));
    const room = storage?.room ?? null;
    return {
      kind: storage?.kind === 'memory' ? 'memory' : 'browser',
      logs: sum(runs.map(({ bytes }) => bytes)) - networks,
      networks,
      datasets: sum(storage?.datasets.map(({ bytes }) => bytes) ?? []),
      lasting,
      usedShare: room === null || room.quota === 0 ? null : room.used / room.quota,
      forgetsAfterWeek: isSafari(),
    };
  }, [runs, storage, lasting]);
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** Safari, and every browser on iOS, deletes what a page keeps after a week without a visit. */
const isSafari = () => /apple/i.test(navigator.vendor);
