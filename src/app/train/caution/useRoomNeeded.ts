import { useEffect, useMemo } from 'react';
import { forecastStorage, totalBytes } from '../../../analysis/run/storageForecast.ts';
import { heldData } from '../../../store/data/dataSet.ts';
import { draftedForData } from '../../../store/draft/draftedExperiment.ts';
import { previewState } from '../../../store/draft/previewState.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';

/** Bytes, about: of what the drafted run will take, and what the browser says is free. */
export interface RoomNeeded {
  readonly total: number;
  readonly log: number;
  /** At most so much; null where the browser does not tell. */
  readonly free: number | null;
}

/** Null while no experiment is drafted that could be trained, or a run is under way. */
export function useRoomNeeded(): RoomNeeded | null {
  const isIdle = useWorkbench(({ launch }) => launch.phase === 'idle');
  const spec = useWorkbench(draftedForData);
  const view = useWorkbench(({ data }) => heldData(data));
  const room = useWorkbench(({ storage }) => storage?.room ?? null);
  const seconds = useWorkbench(({ estimate }) =>
    estimate.phase === 'known' ? estimate.seconds : null,
  );
  // A run that has ended has taken some of it.
  useEffect(() => {
    if (isIdle) void actions().refreshStorage();
  }, [isIdle]);
  const forecast = useMemo(
    () => (spec && view ? forecastStorage(previewState(spec, view), seconds) : null),
    [spec, view, seconds],
  );
  if (forecast === null || !isIdle) return null;
  const free = room === null ? null : Math.max(0, room.quota - room.used);
  return { total: totalBytes(forecast), log: forecast.log, free };
}
