/**
 * Carries a run through the loss of its worker or device: a fresh worker reads the data set again and
 * goes on from the run's checkpoint, so that at most the epoch under way is done again. Where that
 * happens too often it is left to the person, with everything kept.
 */

import { RunLog } from '../../analysis/log/runLog.ts';
import type { DeviceChoice } from '../../spec/sections/device.ts';
import { isWebAssembly } from '../../spec/sections/device.ts';
import { WorkerError } from '../../worker/client.ts';
import type { Loss } from '../../worker/protocol/messages.ts';
import { type DataState, heldData } from '../data/dataSet.ts';
import type { DataSlice } from '../data/dataSlice.ts';
import type { MachineSlice } from '../machineSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import type { LaunchState } from './launch.ts';
import {
  isTooOften,
  type KeptStanding,
  type LossState,
  lossesUntil,
  lostPart,
} from './lossState.ts';
import { readStanding } from './readStanding.ts';
import type { RunBook } from './runBook.ts';
import { textOf } from './runErrors.ts';
import type { RunView } from './runView.ts';

/** One try at a run. */
export interface Attempt {
  /** What is known of the run before it. */
  readonly log: RunLog;
  /**
   * Settles when the run has ended, however it ended.
   * @param device what it goes on on; as the try itself has it where absent.
   */
  readonly begin: (device?: DeviceChoice) => Promise<unknown>;
  /** The device that it is begun with; absent for the experiment's. */
  readonly device?: DeviceChoice;
}

export interface CarryState extends Pick<MachineSlice, 'threads'>, Pick<DataSlice, 'reopenData'> {
  readonly data: DataState;
  readonly launch: LaunchState;
  readonly loss: LossState | null;
  readonly lossTimes: readonly number[];
}

type Tools = SliceTools<CarryState>;

/** How a run came to its end: the log of the last try, and the error that ended it, if one did. */
export interface CarriedEnd {
  readonly log: RunLog;
  readonly error: unknown;
}

/** Tries until the run has ended or cannot go on. */
export async function carryThrough(
  tools: Tools,
  book: RunBook,
  run: RunView,
  first: Attempt,
): Promise<CarriedEnd> {
  const dataHash = heldData(tools.get().data)?.hash ?? null;
  let attempt = first;
  while (true) {
    const { log, device } = attempt;
    try {
      await attempt.begin(device);
      return { log, error: null };
    } catch (error) {
      const next = await afterLoss(tools, {
        first,
        log,
        device: device ?? 'auto',
        error,
        runId: run.runId,
        dataHash,
      });
      if (next === null) return { log, error };
      attempt = next;
      book.replace(run, next.log);
    }
  }
}

interface Lost {
  readonly first: Attempt;
  readonly log: RunLog;
  /** What the try was begun with. */
  readonly device: DeviceChoice;
  readonly error: unknown;
  readonly runId: string;
  readonly dataHash: string | null;
}

/** The next try; null where there is none. */
async function afterLoss(tools: Tools, lost: Lost): Promise<Attempt | null> {
  const { get, set, ask } = tools;
  const { first, log, runId, dataHash } = lost;
  const loss = lossIn(lost);
  const wasRecovering = get().loss?.phase === 'recovering';
  if (isToStop(get().launch) || (loss === null && !wasRecovering)) return null;
  const times = noteLoss(tools, lost, loss);
  if (loss !== 'worker') tools.replaceWorker();
  await get().reopenData();
  const { kept, standing } = await readStanding({
    ask,
    runId,
    reopenData: get().reopenData,
    isToStop: () => isToStop(get().launch),
  });
  const canBeginAnew = standing === null && !hasEpochs(log);
  const isAtHand = heldData(get().data)?.hash === dataHash;
  if (isToStop(get().launch)) return null;
  if (loss === null || isTooOften(times) || !isAtHand || (kept === null && !canBeginAnew)) {
    giveUp(tools, lost, { times, kept: standing, isTooOften: isTooOften(times) });
    return null;
  }
  const from = standing === 'unread' ? null : standing;
  const again =
    kept?.newest && log.newest ? (log.newest.updatedAt - kept.newest.updatedAt) / 1000 : 0;
  set({ loss: changed(get().loss, { step: 'worker', from, again: Math.max(0, again) }) });
  set({ launch: { phase: 'starting', runId, asked: null } });
  const { threads, loss: now } = get();
  const device = now?.phase === 'recovering' ? now.device : 'auto';
  if (kept === null) {
    // Before a run has told of its device, only a choice is another than its experiment's.
    const chosen = device === 'auto' ? {} : { device };
    return { log: new RunLog(), begin: first.begin, ...chosen };
  }
  const begin = () => ask('go-on', { runId, threads, device, isAfterLoss: true });
  return { log: kept, begin, device };
}

/** What went away; null where the run failed of something else. */
function lossIn({ error, log }: Lost): Loss | null {
  const loss = error instanceof WorkerError ? error.loss : null;
  // A device that cannot even be begun with is no loss.
  return loss === 'device' && log.newest === null ? null : loss;
}

/** Shows the loss, and counts it unless a person chose another device; the losses that count. */
function noteLoss({ get, set }: Tools, lost: Lost, loss: Loss | null): readonly number[] {
  const { newest } = lost.log;
  const { loss: before, lossTimes } = get();
  if (loss === null) return lossTimes;
  const kind = newest?.device.kind ?? lost.device;
  const isChosen = before?.phase === 'recovering' && before.device !== kind;
  const now = Date.now();
  const times = isChosen ? lossTimes : lossesUntil(now, lossTimes);
  const device = isChosen ? before.device : kind;
  set({
    lossTimes: times,
    loss: {
      phase: 'recovering',
      runId: lost.runId,
      what: isChosen ? before.what : lostPart(newest, loss),
      at: isChosen ? before.at : now,
      message: textOf(lost.error).message,
      step: 'noticed',
      from: null,
      again: null,
      device,
    },
  });
  return times;
}

interface Outcome {
  readonly times: readonly number[];
  readonly kept: KeptStanding;
  readonly isTooOften: boolean;
}

function giveUp({ get, set }: Tools, lost: Lost, { times, kept, isTooOften }: Outcome): void {
  const { newest } = lost.log;
  const { loss } = get();
  set({
    loss: {
      phase: 'given-up',
      runId: lost.runId,
      what: loss?.what ?? 'training thread',
      at: loss?.at ?? Date.now(),
      message: textOf(lost.error).message,
      why: isTooOften ? 'too often' : 'failed',
      kept,
      canUseWasm: kept !== null && !isWebAssembly(newest?.device.kind ?? null),
      times,
    },
  });
}

function changed(
  loss: LossState | null,
  change: Partial<Extract<LossState, { phase: 'recovering' }>>,
): LossState | null {
  return loss?.phase === 'recovering' ? { ...loss, ...change } : loss;
}

const isToStop = (launch: LaunchState): boolean =>
  launch.phase !== 'idle' && launch.asked === 'stop';

const hasEpochs = ({ newest }: RunLog): boolean =>
  newest?.rounds.some(({ epochs }) => epochs.length > 0) ?? false;
