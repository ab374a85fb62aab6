/**
 * Claims the run under way for this window, so that others look on only, and keeps the lists of all
 * windows up to date with one another.
 */
import type { KeptRunsSlice } from '../runs/keptRunsSlice.ts';
import type { LaunchState } from '../runs/launch.ts';
import type { WatchedStore } from '../sliceTools.ts';
import type { OtherWindows } from './otherWindows.ts';

type Watched = Pick<KeptRunsSlice, 'askKeptRuns'> & { readonly launch: LaunchState };

export function watchOtherWindows(store: WatchedStore<Watched>, windows: OtherWindows): void {
  let before = store.getState().launch;
  store.subscribe(({ launch }) => {
    if (launch === before) return;
    const [left, now] = [before, launch];
    before = launch;
    if (left.phase !== 'idle' && (now.phase === 'idle' || now.runId !== left.runId)) {
      windows.release(left.runId);
    }
    // It is given up by its release alone.
    if (now.phase !== 'idle') void windows.claim(now.runId);
    if (now.phase !== left.phase && now.phase !== 'starting') windows.tellChange();
  });
  windows.onChange(() => void store.getState().askKeptRuns());
}
