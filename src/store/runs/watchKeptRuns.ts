/**
 * Keeps the list of kept runs up to date with the run under way, here or elsewhere, and asks the
 * browser to keep what is stored once there is a run to keep.
 */
import type { LastingSlice } from '../data/lastingSlice.ts';
import type { WatchedStore } from '../sliceTools.ts';
import type { KeptRunsSlice } from './keptRunsSlice.ts';
import type { LaunchState } from './launch.ts';

/**
 * Milliseconds until runs under way elsewhere are asked for again. A window that was just left may
 * hold its run for seconds (Firefox): until it lets go nobody can go on with it.
 */
const patience = 3000;

export type Watched = Pick<KeptRunsSlice, 'askKeptRuns' | 'keptRuns'> &
  Pick<LastingSlice, 'askToLastOnce'> & { readonly launch: LaunchState };

export function watchKeptRuns(store: WatchedStore<Watched>): void {
  let before = store.getState().launch.phase;
  let seen = store.getState().keptRuns;
  store.subscribe(({ keptRuns, launch, askKeptRuns }) => {
    if (keptRuns === seen) return;
    seen = keptRuns;
    const isElsewhere = launch.phase === 'idle' && keptRuns?.some(({ isUnderWay }) => isUnderWay);
    if (isElsewhere) setTimeout(() => void askKeptRuns(), patience);
  });
  store.subscribe(({ launch: { phase }, askKeptRuns, askToLastOnce }) => {
    if (phase === before) return;
    before = phase;
    if (phase === 'starting') return;
    if (phase === 'running') void askToLastOnce();
    void askKeptRuns();
  });
}
