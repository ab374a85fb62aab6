/** Sweeps that the browser keeps, and the queue of their runs: added to, ordered, worked through. */

import { areAlike } from '../../lib/areAlike.ts';
import { randomId } from '../../lib/randomId.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { emptyQueue, type KeptQueue } from '../../storage/sweeps/keptQueue.ts';
import type { ListedSweep } from '../../storage/sweeps/keptSweep.ts';
import { WorkerError } from '../../worker/client.ts';
import type { StorageView } from '../../worker/protocol/dataRequests.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { heldData } from '../data/dataSet.ts';
import { isToBeHad } from '../data/knownData.ts';
import type { RunCommand } from '../runs/launch.ts';
import { textOf } from '../runs/runErrors.ts';
import type { SliceTools, WatchedStore } from '../sliceTools.ts';
import type { OtherWindows } from '../window/otherWindows.ts';
import { isInLibrary } from './keptByPlan.ts';
import { plannedRun, planOf } from './plans.ts';
import {
  type QueuePlace,
  withFailure,
  withMoved,
  withOnly,
  withoutRuns,
  withRuns,
} from './queueEdits.ts';
import { QueueSeat } from './queueSeat.ts';
import { isToGoOn, keptPart, type QueueState } from './queueState.ts';
import { QueueWork, type QueueWorkState } from './queueWork.ts';
import type { SweepDraftSlice } from './sweepDraftSlice.ts';

/** Which runs of a sweep are queued, and where. */
export interface QueueChoice {
  /** Of the sweep that it is to be kept as; null for a new one. */
  readonly id: string | null;
  /** Those of the first seed alone, before all that wait; or all, after them. */
  readonly which: 'first seed' | 'all';
}

export interface SweepsSlice {
  /** The newest first; null until it is known. */
  readonly sweeps: readonly ListedSweep[] | null;
  /** Null until it is known. */
  readonly queue: QueueState | null;
  /** Reads what is kept, and goes on with the queue where it was left. */
  readonly openQueue: () => Promise<void>;
  /**
   * Keeps a sweep and queues its runs, but for those that the library has finished. The id that it is
   * kept under; null where it cannot be, which is told.
   */
  readonly queueSweep: (sweep: SweepSpec, choice: QueueChoice) => Promise<string | null>;
  /** Has the queue rest: at once, with the run under way paused, or once that has ended. */
  readonly pauseQueue: (when: 'now' | 'after this run') => Promise<void>;
  readonly resumeQueue: () => Promise<void>;
  /** Puts runs before another, by hash; null: last. */
  readonly moveQueued: (hashes: readonly string[], before: string | null) => Promise<void>;
  readonly removeQueued: (hashes: readonly string[]) => Promise<void>;
  /** Has runs that failed tried again. */
  readonly retryQueued: (hashes: readonly string[]) => Promise<void>;
  /** Removes a kept sweep, and its runs from the queue; what they came to stays in the library. */
  readonly forgetSweep: (id: string) => Promise<void>;
  /** Goes on with the queue where nothing is in its way; asked after every change of the store. */
  readonly workQueue: () => Promise<void>;
  /** Looks again for data that runs wait for. */
  readonly lookForData: () => Promise<void>;
}

type Needs = Omit<QueueWorkState, 'sweeps' | 'queue'> &
  Pick<SweepDraftSlice, 'bringSweepBack'> & {
    readonly commandRun: (command: RunCommand) => Promise<void>;
  };
type Tools = SliceTools<SweepsSlice & Needs>;

export function sweepsSlice(tools: Tools, windows: OtherWindows): SweepsSlice {
  const { get, set, ask } = tools;
  const seat = new QueueSeat(windows);
  const show = (change: Partial<QueueState>) => {
    const { queue } = get();
    const before: QueueState = queue ?? {
      ...emptyQueue,
      holder: 'nobody',
      current: null,
      lacking: new Set(),
    };
    set({ queue: { ...before, ...change } });
  };
  const tell = (title: string, error: unknown) => {
    const { message, remedy } = textOf(error);
    get().notify({ tone: 'error', title, message: `${message} ${remedy}`.trim() });
  };
  const read = async () => {
    const { sweeps, queue, draft } = await ask('list-sweeps', {});
    set({ sweeps: withKnown(sweeps, get().sweeps) });
    show(queue.state === 'whole' ? queue.queue : emptyQueue);
    if (queue.state === 'damaged') get().notify(damagedQueue);
    return { state: queue.state, draft };
  };
  let writing = Promise.resolve();
  /** Shows a changed queue at once, and keeps it; the writes follow one another. */
  const change = (edit: (queue: KeptQueue) => KeptQueue): Promise<void> => {
    const { queue } = get();
    if (queue === null) return writing;
    show(edit(keptPart(queue)));
    writing = writing.then(async () => {
      const now = get().queue;
      if (now === null) return;
      const asked = { queue: keptPart(now) };
      try {
        await ask('keep-queue', asked).catch((error: unknown) => {
          // A fresh worker can write what the one that was lost could not.
          if (error instanceof WorkerError && error.loss !== null) return ask('keep-queue', asked);
          throw error;
        });
      } catch (error) {
        tell('The queue is not kept as it stands', error);
      }
      windows.tellChange();
    });
    return writing;
  };
  const work = new QueueWork({
    get,
    setCurrent: (current) => show({ current }),
    setLacking: (lacking) => show({ lacking }),
    change,
  });
  const rest = () => {
    const { queue } = get();
    if (work.isWorking || queue?.holder !== 'here' || isToGoOn(queue)) return;
    seat.leave();
    show({ holder: 'nobody', current: null });
  };
  const goOn = async () => {
    await work.work();
    rest();
  };
  const lookOn = () => {
    show({ holder: 'elsewhere' });
    seat.whenFree(async () => {
      await read().catch(() => {});
      const { queue } = get();
      if (queue?.holder === 'here') return;
      show({ holder: queue !== null && isToGoOn(queue) ? 'left' : 'nobody' });
    });
  };
  /** Has this window be the one that changes the queue, as it is kept; says so where it cannot be. */
  const take = async (): Promise<boolean> => {
    if (get().queue?.holder === 'here') return true;
    if (!(await seat.take())) {
      lookOn();
      get().notify(othersQueue);
      return false;
    }
    try {
      if ((await read()).state === 'newer') throw newerQueue();
    } catch (error) {
      seat.leave();
      tell('The queue stays as it is', error);
      return false;
    }
    show({ holder: 'here' });
    return true;
  };
  const edit = async (change_: (queue: KeptQueue) => KeptQueue): Promise<void> => {
    if (!(await take())) return;
    await change(change_);
    await Promise.resolve();
    void goOn();
  };
  windows.onChange(() => {
    const { queue } = get();
    if (queue === null || queue.holder === 'here') return;
    void read().then(
      () => {
        const now = get().queue;
        if (now !== null && now.holder === 'nobody' && isToGoOn(now)) lookOn();
      },
      () => {},
    );
  });
  return {
    sweeps: null,
    queue: null,
    openQueue: async () => {
      const { state, draft } = await read().catch(() => ({
        state: 'damaged' as const,
        draft: null,
      }));
      get().bringSweepBack(draft);
      const { queue } = get();
      if (state !== 'whole' || queue === null || !isToGoOn(queue)) return;
      if (!(await seat.take(true))) return lookOn();
      // The window before may have gone on with it until it was closed.
      await read().catch(() => {});
      show({ holder: 'here' });
      void goOn();
    },
    queueSweep: async (sweep, { id, which }) => {
      if (!(await take())) return null;
      const kept = get().sweeps?.find((one) => one.id === id && one.state === 'whole');
      const addedAt = kept?.state === 'whole' ? kept.addedAt : Date.now();
      const record = { id: id ?? randomId(), addedAt, sweep };
      try {
        const sweeps = await ask('keep-sweep', { kept: record });
        set({ sweeps: withKnown(sweeps, get().sweeps) });
        await get().askKeptRuns();
      } catch (error) {
        tell('The comparison was not added', error);
        rest();
        return null;
      }
      const plan = planOf(sweep);
      const wanted = wantedRuns(sweep, which, get().keptRuns);
      const place: QueuePlace = which === 'all' ? 'end' : 'front';
      await edit((queue) => {
        const { current } = get().queue ?? { current: null };
        const only = withOnly(queue, record.id, new Set(plan.keys()));
        const added = withRuns(only, record.id, wanted, place);
        // The run under way stays the first.
        return current === null ? added : withMoved(added, [current], firstOf(added));
      });
      return record.id;
    },
    pauseQueue: async (when) => {
      await edit((queue) => ({ ...queue, isPaused: true }));
      if (when === 'now' && get().queue?.current) await get().commandRun('pause');
    },
    resumeQueue: async () => {
      await edit((queue) => ({ ...queue, isPaused: false }));
      if (get().queue?.current) await get().commandRun('resume');
    },
    moveQueued: (hashes, before) => edit((queue) => withMoved(queue, hashes, before)),
    removeQueued: (hashes) => {
      const isUnderWay = (hash: string) => hash === get().queue?.current;
      const meant = hashes.filter((hash) => !isUnderWay(hash));
      return edit((queue) => withoutRuns(queue, meant));
    },
    retryQueued: (hashes) => edit((queue) => withFailure(queue, hashes, null)),
    forgetSweep: async (id) => {
      if (!(await take())) return;
      try {
        set({ sweeps: withKnown(await ask('forget-sweep', { id }), get().sweeps) });
      } catch (error) {
        tell('The comparison stays', error);
      }
      const isGone = !get().sweeps?.some((one) => one.id === id);
      await edit((queue) => (isGone ? withOnly(queue, id, new Set()) : queue));
    },
    workQueue: goOn,
    lookForData: async () => {
      const { queue, sweeps, data, storage } = get();
      if (queue === null || queue.lacking.size === 0) return;
      const sources = { held: heldData(data), storage };
      const isHere = (hash: string) => {
        const run = queue.runs.find((one) => one.hash === hash);
        const planned = run === undefined ? null : plannedRun(sweeps, run);
        return planned === null || isToBeHad(planned.spec.dataset, sources);
      };
      const lacking = new Set([...queue.lacking].filter((hash) => !isHere(hash)));
      if (lacking.size === queue.lacking.size) return;
      show({ lacking });
      await goOn();
    },
  };
}

const firstOf = ({ runs }: KeptQueue): string | null => runs.at(0)?.hash ?? null;

/** The runs that are to be queued: those asked for that the library has not finished. */
function wantedRuns(
  sweep: SweepSpec,
  which: QueueChoice['which'],
  keptRuns: readonly ListedRun[] | null,
): string[] {
  const [first] = sweep.seeds;
  return [...planOf(sweep).values()].flatMap(({ hash, seed }) => {
    const isAsked = which === 'all' || seed === first;
    return isAsked && !isInLibrary(keptRuns, hash) ? [hash] : [];
  });
}

/** Sweeps as they are read anew, each the one known before where it is the same: what is planned stays. */
function withKnown(
  sweeps: readonly ListedSweep[],
  before: readonly ListedSweep[] | null,
): readonly ListedSweep[] {
  return sweeps.map((sweep) => {
    const known = before?.find(({ id }) => id === sweep.id);
    return known !== undefined && JSON.stringify(known) === JSON.stringify(sweep) ? known : sweep;
  });
}

const damagedQueue = {
  tone: 'warning',
  title: 'The queue could not be read',
  message:
    'Its files are damaged. The comparisons and all finished runs are there still: open a comparison and add it again, and what is missing is queued.',
} as const;

const othersQueue = {
  tone: 'info',
  title: 'Another window works through the queue',
  message: 'Change it there. Once that window is closed, this one can go on with it.',
} as const;

const newerQueue = () =>
  new Error('A newer Espalier wrote it. Reload this page to get the newer one.');

const haveSameHashes = (one: StorageView | null, other: StorageView | null): boolean =>
  one === other ||
  areAlike(
    one?.datasets.map(({ hash }) => hash),
    other?.datasets.map(({ hash }) => hash),
  );

/** Goes on with the queue whenever what was in its way may have gone. */
export function watchQueue(
  store: WatchedStore<
    Pick<SweepsSlice, 'queue' | 'workQueue' | 'lookForData'> &
      Pick<Needs, 'launch' | 'data' | 'storage'>
  >,
): void {
  store.subscribe(({ queue, launch, data, storage, workQueue, lookForData }, before) => {
    const isNew = heldData(data)?.hash !== heldData(before.data)?.hash;
    if (isNew || !haveSameHashes(storage, before.storage)) void lookForData();
    if (launch === before.launch && data === before.data) return;
    if (queue?.holder === 'here' && launch.phase === 'idle') void workQueue();
  });
}
