/** What a link says that its experiment comes to, held against the runs that repeat it. */
import {
  isRepeatOf,
  type RepeatVerdict,
  repeatText,
  repeatVerdict,
} from '../../analysis/run/repeatVerdict.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { ClaimedResult } from '../../spec/link.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools, WatchedStore } from '../sliceTools.ts';
import type { RunsSlice } from './runsSlice.ts';

/** An experiment, and what a run of it came to. */
export interface Claim {
  readonly spec: ExperimentSpec;
  readonly result: ClaimedResult;
}

export interface RepeatSlice {
  /** What the link that was opened last says; null where it says nothing. */
  readonly claim: Claim | null;
  /** By the id of each finished run that repeated what a link told of. */
  readonly repeats: Readonly<Record<string, RepeatVerdict>>;
  readonly claimResult: (claim: Claim | null) => void;
}

export function repeatSlice({ set }: SliceTools<RepeatSlice>): RepeatSlice {
  return { claim: null, repeats: {}, claimResult: (claim) => set({ claim }) };
}

type Watched = RepeatSlice & Pick<RunsSlice, 'runs' | 'eventsOf'> & Pick<ShellSlice, 'notify'>;

/** Compares runs that are finished with the claim, and tells the person. */
export function watchRepeats(
  store: WatchedStore<Watched>,
  set: (change: Pick<RepeatSlice, 'repeats'>) => void,
): void {
  store.subscribe(({ claim, runs, repeats, eventsOf, notify }, before) => {
    if (claim === null || (runs === before.runs && claim === before.claim)) return;
    for (const { runId, origin, newest } of runs) {
      if (origin !== 'trained here' || newest?.phase !== 'finished') continue;
      if (repeats[runId] !== undefined || !isRepeatOf(newest.spec, claim.spec)) continue;
      const verdict = repeatVerdict(claim.result, newest, eventsOf(runId));
      if (verdict === null) continue;
      // Set first: telling the person changes the store, and so calls this again.
      set({ repeats: { ...store.getState().repeats, [runId]: verdict } });
      notify({ tone: 'info', ...repeatText(verdict) });
    }
  });
}
