/** Rounds that are added to a finished run: asked for, its networks evaluated once more, then trained. */
import { randomId } from '../../lib/randomId.ts';
import { WorkerError } from '../../worker/client.ts';
import type { MachineSlice } from '../machineSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import type { KeptRunsSlice } from './keptRunsSlice.ts';
import type { LaunchState } from './launch.ts';
import { openDataOf, type WaysToData } from './openDataOf.ts';
import { textOf } from './runErrors.ts';

/** A finished run that is to get more rounds. */
export interface GrowingRun {
  readonly runId: string;
  /** Networks that were evaluated once more; null while it is only asked for. */
  readonly evaluated: number | null;
  /** Why it came to nothing; null while nothing has gone wrong. */
  readonly error: string | null;
}

export interface GrowthSlice {
  /** Null while no rounds are asked for. */
  readonly growing: GrowingRun | null;
  /** Asks how many rounds are to be added. */
  readonly askForRounds: (runId: string) => void;
  /**
   * Adds them: a longer run is kept beside the finished one, and trained. Does nothing while another run
   * is under way; what goes wrong stands in `growing`.
   */
  readonly addRounds: (count: number) => Promise<void>;
  /** Asks no more, and gives up what is under way. */
  readonly leaveRounds: () => void;
}

type Needs = WaysToData &
  Pick<MachineSlice, 'threads'> &
  Pick<KeptRunsSlice, 'keptRuns' | 'askKeptRuns' | 'goOnWithRun'> & {
    readonly launch: LaunchState;
  };

export function growthSlice({ get, set, ask }: SliceTools<GrowthSlice & Needs>): GrowthSlice {
  let abort = new AbortController();
  return {
    growing: null,
    askForRounds: (runId) => {
      set({ growing: { runId, evaluated: null, error: null } });
      void get().askKeptRuns();
    },
    addRounds: async (count) => {
      const { growing, launch } = get();
      if (growing === null || growing.evaluated !== null || launch.phase !== 'idle') return;
      const { runId } = growing;
      abort = new AbortController();
      const { signal } = abort;
      const tell = (change: Partial<GrowingRun>) => {
        const now = get().growing;
        if (now?.runId === runId && !signal.aborted) set({ growing: { ...now, ...change } });
      };
      tell({ evaluated: 0, error: null });
      const longerId = randomId();
      try {
        const run = get().keptRuns?.find((one) => one.runId === runId);
        if (run?.state !== 'whole') throw new Error('The run is no longer kept in this browser.');
        await openDataOf(get(), run, 'Add and train');
        if (signal.aborted) return;
        const asked = { runId, longerId, rounds: run.rounds + count, threads: get().threads };
        const onProgress = ({ done }: { readonly done: number }) => tell({ evaluated: done });
        await ask('append-rounds', asked, { signal, onProgress });
      } catch (error) {
        if (error instanceof WorkerError && error.cancelled) return;
        const { message, remedy } = textOf(error);
        const told = message.includes(remedy) ? message : `${message} ${remedy}`;
        tell({ evaluated: null, error: told });
        return;
      }
      // Given up at the last moment, it stands in the list all the same.
      if (signal.aborted) return get().askKeptRuns();
      set({ growing: null });
      await get().goOnWithRun(longerId);
    },
    leaveRounds: () => {
      abort.abort();
      set({ growing: null });
    },
  };
}
