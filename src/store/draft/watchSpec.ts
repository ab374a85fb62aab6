import { type ExperimentSpec, specHash } from '../../spec/experimentSpec.ts';
import type { DataState } from '../data/dataSet.ts';
import type { LaunchState } from '../runs/launch.ts';
import type { WatchedStore } from '../sliceTools.ts';
import type { Draft } from './draft.ts';

/** Milliseconds without a change before the worker is asked about the drafted run. */
export const settleDelay = 400;

interface Watched {
  readonly draft: Draft;
  readonly data: DataState;
  readonly launch: LaunchState;
  readonly isForeign: boolean;
}

/**
 * Asks about the drafted experiment a moment after it, the data or the run changed; `specOf` tells
 * which experiment can be asked about, null for none, which is told at once.
 */
export function watchSpec<State extends Watched>(
  store: WatchedStore<State>,
  specOf: (state: State) => ExperimentSpec | null,
  ask: (spec: ExperimentSpec | null) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: string | null = null;
  store.subscribe((state, before) => {
    const same =
      state.draft === before.draft &&
      state.data === before.data &&
      state.launch === before.launch &&
      state.isForeign === before.isForeign;
    if (same) return;
    const spec = specOf(state);
    const key = spec === null ? null : specHash(spec);
    if (key === last) return;
    last = key;
    clearTimeout(timer);
    if (spec === null) return ask(null);
    timer = setTimeout(() => ask(spec), settleDelay);
  });
}
