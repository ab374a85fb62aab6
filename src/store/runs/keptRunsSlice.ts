/** Runs that the browser keeps beyond a visit: listed, opened, gone on with, named, deleted. */

import type { DeviceChoice } from '../../spec/sections/device.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { undoTime } from '../../worker/undoTime.ts';
import type { MachineSlice } from '../machineSlice.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import type { OtherWindows } from '../window/otherWindows.ts';
import type { ComparisonSlice } from './comparisonSlice.ts';
import { keptLog } from './keptLog.ts';
import type { LaunchState } from './launch.ts';
import type { RunEnd, RunManner } from './launchRun.ts';
import { openDataOf, type WaysToData } from './openDataOf.ts';
import { textOf } from './runErrors.ts';
import { isBehind } from './runList.ts';
import type { RunsSlice } from './runsSlice.ts';

export interface KeptRunsSlice {
  /** Newest first, deleted ones as well; null until it is known. What to list: runList.ts. */
  readonly keptRuns: readonly ListedRun[] | null;
  /** As they were listed on an earlier visit: to be shown while the list is not known, and no more. */
  readonly runsBefore: readonly ListedRun[] | null;
  readonly askRunsBefore: () => Promise<void>;
  /** The runs deleted last, while they can be brought back. */
  readonly trashed: readonly string[];
  readonly askKeptRuns: () => Promise<void>;
  /** Shows a kept run as it stands. */
  readonly openKeptRun: (runId: string) => Promise<void>;
  /**
   * Opens the page of comparisons with the first two of some runs; of all of them the logs are read
   * where they are not at hand.
   */
  readonly compareKept: (runIds: readonly string[]) => Promise<void>;
  /**
   * Opens the run's data set where it is not at hand, and goes on with the run from its checkpoint, on
   * the device that it was on last unless another is chosen.
   */
  readonly goOnWithRun: (runId: string, device?: DeviceChoice) => Promise<void>;
  /**
   * Goes on with a run of the queue on the data at hand, beside what is shown; null while that cannot
   * be. @throws WorkerError or Error, for people.
   */
  readonly goOnQueued: (runId: string) => Promise<RunEnd | null>;
  /** Gives a run a name of its own (null: the experiment's) and notes. */
  readonly describeRun: (runId: string, change: RunDescription) => Promise<void>;
  /** Deletes runs, which can be brought back for a while. */
  readonly trashRuns: (runIds: readonly string[]) => Promise<void>;
  /** Brings back what was deleted last. */
  readonly restoreTrashed: () => Promise<void>;
  /** Removes what was deleted last, for good. */
  readonly purgeTrashed: () => Promise<void>;
  /** Makes room: checkpoints and trained networks go, logs stay. */
  readonly dropNetworks: (runIds: readonly string[]) => Promise<void>;
}

/** What a person may change of a kept run. */
export interface RunDescription {
  readonly title?: string | null;
  readonly notes?: string;
}

type Needs = Pick<ShellSlice, 'notify'> &
  Pick<MachineSlice, 'threads'> &
  WaysToData &
  Pick<RunsSlice, 'runs' | 'showLog' | 'takeLog' | 'carryOn'> &
  Pick<ComparisonSlice, 'compareRuns'> & {
    readonly launch: LaunchState;
    readonly lookOn: (runId: string) => Promise<void>;
  };
type Tools = SliceTools<KeptRunsSlice & Needs>;

export function keptRunsSlice(
  { get, set, ask }: Tools,
  windows: Pick<OtherWindows, 'holds'>,
): KeptRunsSlice {
  const telling = async (title: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const { message, remedy } = textOf(error);
      get().notify({ tone: 'error', title, message: `${message} ${remedy}`.trim() });
    }
  };
  const goOn = async (runId: string, manner: RunManner, device?: DeviceChoice) => {
    const { log } = await keptLog(ask, runId, 'checkpoint');
    const begin = (again = device) => {
      const chosen = again === undefined ? {} : { device: again };
      return ask('go-on', { runId, threads: get().threads, ...chosen });
    };
    return get().carryOn(log, begin, manner);
  };
  let purge: ReturnType<typeof setTimeout> | undefined;
  return {
    keptRuns: null,
    runsBefore: null,
    trashed: [],
    askRunsBefore: async () => {
      const runsBefore = await ask('list-runs-before', {}).catch(() => []);
      if (runsBefore.length > 0 && get().keptRuns === null) set({ runsBefore });
    },
    askKeptRuns: async () => {
      const keptRuns = await ask('list-runs', {}).catch(() => null);
      if (keptRuns !== null) set({ keptRuns, runsBefore: null });
    },
    openKeptRun: (runId) =>
      telling('The run was not opened', async () => {
        const run = get().keptRuns?.find((one) => one.runId === runId);
        if (run !== undefined && isTrainedElsewhere(run, get())) return get().lookOn(runId);
        const reading = await keptLog(ask, runId, 'end');
        if (!run?.isUnderWay) reading.log.leave();
        get().showLog({ ...reading, isKept: true });
      }),
    compareKept: (runIds) =>
      telling('The runs are not compared', async () => {
        for (const runId of runIds) {
          if (isKnown(get(), runId)) continue;
          get().takeLog({ ...(await keptLog(ask, runId, 'end')), isKept: true });
        }
        const [runId, baselineId = ''] = runIds;
        get().compareRuns({ runId, baselineId });
      }),
    goOnWithRun: (runId, device) =>
      telling('The run does not go on', async () => {
        // Another window may have begun with it since the list was made.
        await get().askKeptRuns();
        const run = get().keptRuns?.find((one) => one.runId === runId);
        if (run?.isUnderWay && !windows.holds(runId)) {
          get().notify({
            tone: 'info',
            title: 'Another window trains this run',
            message:
              'It is shown here as it goes. To go on with it here, close that window, or have this one take over when it closes.',
          });
          return get().lookOn(runId);
        }
        if (run?.state !== 'whole' || get().launch.phase !== 'idle') return;
        await openDataOf(get(), run, 'Resume');
        await goOn(runId, 'shown', device);
      }),
    goOnQueued: (runId) => goOn(runId, 'queued'),
    describeRun: (runId, change) =>
      telling('The run keeps the name and notes that it had', async () => {
        set({ keptRuns: await ask('describe-run', { runId, ...change }) });
      }),
    trashRuns: async (runIds) => {
      await get().purgeTrashed();
      await telling('Nothing was deleted', async () => {
        set({ keptRuns: await ask('trash-runs', { runIds }), trashed: runIds });
        clearTimeout(purge);
        purge = setTimeout(() => void get().purgeTrashed(), undoTime);
      });
    },
    restoreTrashed: () =>
      telling('The runs were not brought back', async () => {
        clearTimeout(purge);
        const { trashed } = get();
        if (trashed.length === 0) return;
        set({ keptRuns: await ask('restore-runs', { runIds: trashed }), trashed: [] });
      }),
    purgeTrashed: () =>
      telling('The runs were not removed', async () => {
        clearTimeout(purge);
        const { trashed } = get();
        if (trashed.length === 0) return;
        set({ trashed: [] });
        set({ keptRuns: await ask('purge-runs', { runIds: trashed }) });
      }),
    dropNetworks: (runIds) =>
      telling('No room was made', async () => {
        set({ keptRuns: await ask('drop-networks', { runIds }) });
      }),
  };
}

/** Whether this window has all that is kept of a run. */
function isKnown(
  { runs, keptRuns }: Pick<RunsSlice, 'runs'> & Pick<KeptRunsSlice, 'keptRuns'>,
  runId: string,
): boolean {
  const view = runs.find((run) => run.runId === runId);
  const kept = keptRuns?.find((run) => run.runId === runId);
  return view !== undefined && (kept === undefined || !isBehind(view, kept));
}

/** Whether another window than this trains a run now. */
export function isTrainedElsewhere(
  { runId, isUnderWay }: ListedRun,
  { launch }: { readonly launch: LaunchState },
): boolean {
  return isUnderWay && (launch.phase === 'idle' || launch.runId !== runId);
}
