/**
 * Works through the queue: one run after another, each begun where the library has none of its
 * experiment, gone on with where one stands in the middle, and passed over where one is finished.
 */

import { formatCounted } from '../../lib/numberFormat.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { dataKey } from '../../spec/sections/dataKey.ts';
import type { WholeRun } from '../../storage/runs/listedRuns.ts';
import type { KeptQueue, QueuedRun } from '../../storage/sweeps/keptQueue.ts';
import type { ListedSweep } from '../../storage/sweeps/keptSweep.ts';
import { WorkerError } from '../../worker/client.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { type DataState, heldData, matchData } from '../data/dataSet.ts';
import type { Draft } from '../draft/draft.ts';
import type { KeptRunsSlice } from '../runs/keptRunsSlice.ts';
import type { LaunchState } from '../runs/launch.ts';
import type { RunEnd } from '../runs/launchRun.ts';
import { textOf } from '../runs/runErrors.ts';
import type { RunsSlice } from '../runs/runsSlice.ts';
import type { ShellSlice } from '../shellSlice.ts';
import { keptByPlan } from './keptByPlan.ts';
import { DataNotHere, openDataForSpec, type WaysToNamedData } from './openDataForSpec.ts';
import { plannedRun } from './plans.ts';
import { withDone, withFailure } from './queueEdits.ts';
import { nextHere, type QueueState } from './queueState.ts';

/** What of the store working through the queue reads and does. */
export type QueueWorkState = WaysToNamedData &
  Pick<ShellSlice, 'notify'> &
  Pick<KeptRunsSlice, 'keptRuns' | 'askKeptRuns' | 'goOnQueued'> &
  Pick<RunsSlice, 'trainQueued' | 'letGoRun'> & {
    readonly data: DataState;
    readonly launch: LaunchState;
    readonly isOutdated: boolean;
    readonly draft: Draft;
    readonly sweeps: readonly ListedSweep[] | null;
    readonly queue: QueueState | null;
  };

export interface QueueTools {
  readonly get: () => QueueWorkState;
  /** Says which run is under way. */
  readonly setCurrent: (hash: string | null) => void;
  /** Says which runs wait for data that are not here. */
  readonly setLacking: (hashes: ReadonlySet<string>) => void;
  /** Changes the queue, and keeps it so. */
  readonly change: (edit: (queue: KeptQueue) => KeptQueue) => Promise<void>;
}

export class QueueWork {
  isWorking = false;
  /** What was at hand before runs needed other data; null where none did. */
  private before: DatasetView | null = null;

  constructor(private readonly tools: QueueTools) {}

  /** Works until nothing waits, somebody has it rest, or the thread is needed for something else. */
  async work(): Promise<void> {
    if (this.isWorking || !this.canGoOn()) return;
    this.isWorking = true;
    try {
      while (this.canGoOn()) if (!(await this.step())) break;
      await this.bringBack();
    } finally {
      this.isWorking = false;
      this.tools.setCurrent(null);
    }
  }

  private canGoOn(): boolean {
    const { queue, launch, data, isOutdated } = this.tools.get();
    const isFree = launch.phase === 'idle' && data.phase !== 'reading' && !isOutdated;
    return isFree && queue?.holder === 'here' && !queue.isPaused && nextHere(queue) !== null;
  }

  /** Deals with the first run that waits; false where another has to come before it. */
  private async step(): Promise<boolean> {
    const { get, setCurrent } = this.tools;
    const { queue, sweeps } = get();
    const next = queue && nextHere(queue);
    if (next === null) return false;
    const planned = plannedRun(sweeps, next);
    if (planned === null) {
      await this.fail(next, {
        message: 'Its comparison is not there any more, or cannot be read.',
        remedy: 'Take it out, and add the comparison anew.',
      });
      return true;
    }
    setCurrent(next.hash);
    await get().askKeptRuns();
    const kept = keptOf(next.hash, get());
    if (kept.some(({ phase }) => phase === 'finished')) {
      await this.tools.change((now) => withDone(now, next.hash));
      return true;
    }
    if (kept.some(({ isUnderWay }) => isUnderWay)) {
      await this.fail(next, {
        message: 'Another window trains this very run.',
        remedy: 'Try it again once that has ended.',
      });
      return true;
    }
    try {
      const before = heldData(get().data);
      await openDataForSpec(get, planned.spec);
      if (before?.hash !== heldData(get().data)?.hash) this.before ??= before;
      // It may have been taken out, or the queue told to rest, while the data was read.
      const now = get().queue;
      if (now === null || !this.canGoOn() || nextHere(now)?.hash !== next.hash) return true;
      const end = await this.trainOrGoOn(planned.spec, kept.at(0) ?? null);
      return end !== null && (await this.over(next, end));
    } catch (error) {
      if (error instanceof DataNotHere) this.await(planned.spec, error);
      else await this.fail(next, textOf(error));
      return true;
    }
  }

  /** Opens what the experiment in the form names, once no run needs other data, where it was at hand. */
  private async bringBack(): Promise<void> {
    const { get } = this.tools;
    const { before } = this;
    const { draft, data, launch } = get();
    if (before === null || launch.phase !== 'idle' || data.phase === 'reading') return;
    this.before = null;
    if (matchData(draft.lastGood.dataset, before) !== 'same') return;
    // Where that fails the page tells it, as of any data set that is opened.
    await openDataForSpec(get, draft.lastGood).catch(() => {});
  }

  /** Has all runs on a data set that is not here wait for it, and says so once. */
  private await({ dataset }: ExperimentSpec, { title }: DataNotHere): void {
    const { get, setLacking } = this.tools;
    const { queue, sweeps } = get();
    if (queue === null) return;
    const wanted = dataKey({ dataset });
    const found = queue.runs.flatMap((run) => {
      const planned = run.failure === null ? plannedRun(sweeps, run) : null;
      return planned !== null && dataKey(planned.spec) === wanted ? [run.hash] : [];
    });
    setLacking(new Set([...queue.lacking, ...found]));
    get().notify({
      tone: 'info',
      title: `${formatCounted(found.length, 'run')} of the queue ${found.length === 1 ? 'waits' : 'wait'} for ${title}`,
      message: `It is not here. The others go on; fetch or drop ${title} on the page Data, and ${found.length === 1 ? 'it follows' : 'these follow'}.`,
    });
  }

  private async trainOrGoOn(
    spec: Parameters<QueueWorkState['trainQueued']>[0],
    begun: WholeRun | null,
  ): Promise<RunEnd | null> {
    const { get } = this.tools;
    if (begun === null) return get().trainQueued(spec);
    try {
      return await get().goOnQueued(begun.runId);
    } catch (error) {
      // Of one that was cut off before its first checkpoint nothing can be gone on with.
      if (!(error instanceof WorkerError && error.isNothingKept)) throw error;
      return get().trainQueued(spec);
    }
  }

  /** Takes in how a run ended; false where the queue rests over it. */
  private async over(run: QueuedRun, { how, runId, message, remedy }: RunEnd): Promise<boolean> {
    const { get, change } = this.tools;
    switch (how) {
      case 'finished': {
        await get().askKeptRuns();
        const isKept = keptOf(run.hash, get()).some(
          (one) => one.runId === runId && one.phase === 'finished',
        );
        if (!isKept) return this.restOverUnkept(run);
        await change((queue) => withDone(queue, run.hash));
        get().letGoRun(runId);
        return true;
      }
      case 'failed':
        await this.fail(run, { message, remedy });
        return true;
      case 'stopped':
      case 'lost':
        // It can be gone on with: its place in the queue stays.
        await change((queue) => ({ ...queue, isPaused: true }));
        return false;
    }
  }

  /**
   * Of a run that is not written to its end this window has the only whole copy, and the next would fare
   * no better. It keeps its place, to be gone on with once there is room.
   */
  private async restOverUnkept(run: QueuedRun): Promise<false> {
    const { get, change } = this.tools;
    await change((queue) => ({ ...queue, isPaused: true }));
    const name = plannedRun(get().sweeps, run)?.spec.name ?? 'A run';
    get().notify({
      tone: 'warning',
      title: 'The queue rests: a run was not written down',
      message: `${name} came to its end in this window alone: save it from Export before you leave. Make room, then resume the queue, which trains what is missing of it again.`,
    });
    return false;
  }

  private async fail(run: QueuedRun, failure: NonNullable<QueuedRun['failure']>): Promise<void> {
    const { get, change } = this.tools;
    await change((queue) => withFailure(queue, [run.hash], failure));
    const name = plannedRun(get().sweeps, run)?.spec.name ?? 'A run';
    get().notify({
      tone: 'warning',
      title: 'A run of the queue did not come to its end',
      message: `${name}: ${failure.message} ${failure.remedy}`.trim(),
    });
  }
}

/** What the library has of an experiment, the newest first. */
function keptOf(hash: string, { keptRuns }: Pick<QueueWorkState, 'keptRuns'>) {
  return keptRuns === null ? [] : (keptByPlan(keptRuns).get(hash) ?? []);
}
