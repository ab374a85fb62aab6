/**
 * Keeps the list of kept runs up to date with the run under way, and asks the browser to keep what
 * is stored once there is a run to keep.
 */
import type { LastingSlice } from '../data/lastingSlice.ts';
import type { WatchedStore } from '../sliceTools.ts';
import type { KeptRunsSlice } from './keptRunsSlice.ts';
import type { LaunchState } from './launch.ts';

type Watched = Pick<KeptRunsSlice, 'askKeptRuns'> &
  Pick<LastingSlice, 'askToLastOnce'> & { readonly launch: LaunchState };

export function watchKeptRuns(store: WatchedStore<Watched>): void {
  let before = store.getState().launch.phase;
  store.subscribe(({ launch: { phase }, askKeptRuns, askToLastOnce }) => {
    if (phase === before) return;
    before = phase;
    if (phase === 'starting') return;
    if (phase === 'running') void askToLastOnce();
    void askKeptRuns();
  });
}
