import { useEffect, useMemo } from 'react';
import {
  forecastStorage,
  type StorageForecast,
  totalBytes,
} from '../../../analysis/run/storageForecast.ts';
import { heldData } from '../../../store/data/dataSet.ts';
import { draftedForData } from '../../../store/draft/draftedExperiment.ts';
import { previewState } from '../../../store/draft/previewState.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';

/** Milliseconds in which a form that is being filled in comes to rest. */
const settled = 300;

/**
 * What the drafted run will take; whether that has room is tried whenever it changes. Null while no
 * experiment is drafted that could be trained, or a run is under way.
 */
export function useRoomNeeded(): StorageForecast | null {
  const isIdle = useWorkbench(({ launch }) => launch.phase === 'idle');
  const spec = useWorkbench(draftedForData);
  const view = useWorkbench(({ data }) => heldData(data));
  const seconds = useWorkbench(({ estimate }) =>
    estimate.phase === 'known' ? estimate.seconds : null,
  );
  const forecast = useMemo(
    () => (spec && view && isIdle ? forecastStorage(previewState(spec, view), seconds) : null),
    [spec, view, seconds, isIdle],
  );
  const needed = forecast === null ? null : totalBytes(forecast);
  useEffect(() => {
    if (needed === null) return;
    const timer = setTimeout(() => void actions().tryRoom(needed), settled);
    return () => clearTimeout(timer);
  }, [needed]);
  return forecast;
}
