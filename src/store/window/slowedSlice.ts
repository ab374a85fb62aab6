/** Whether the browser slows training while the window is hidden, as the page tells it. */
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { LaunchState } from '../runs/launch.ts';
import type { SliceTools } from '../sliceTools.ts';
import { RateWatch, type SlowedRate } from './slowedRate.ts';

export interface SlowedSlice {
  /** Of the run under way; null while nothing slows it. */
  readonly slowed: SlowedRate | null;
  readonly noteRates: (events: readonly RunEvent[]) => void;
  readonly noteHidden: (isHidden: boolean) => void;
  readonly dismissSlowed: () => void;
}

type Tools = SliceTools<SlowedSlice & { readonly launch: LaunchState }>;

export function slowedSlice({ get, set }: Tools): SlowedSlice {
  const watch = new RateWatch();
  let dismissed = false;
  return {
    slowed: null,
    noteRates: (events) => {
      const slowed = watch.hear(events);
      const isOver = get().launch.phase === 'idle';
      const shown = dismissed || isOver ? null : slowed;
      if (shown?.hidden !== get().slowed?.hidden) set({ slowed: shown });
    },
    noteHidden: (isHidden) => {
      if (isHidden) dismissed = false;
      watch.setHidden(isHidden, Date.now());
    },
    dismissSlowed: () => {
      dismissed = true;
      set({ slowed: null });
    },
  };
}
