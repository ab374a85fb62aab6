/** What the page knows of a run whose worker or device went away. */
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { type DeviceChoice, isWebGpu } from '../../spec/sections/device.ts';

/** Where a run stands: at the end of an epoch, 0 before the first. */
export interface LossStanding {
  readonly round: number;
  readonly epoch: number;
}

/** What is kept of a run: up to where, `unread` where that could not be found out, null for nothing. */
export type KeptStanding = LossStanding | 'unread' | null;

interface LossFacts {
  readonly runId: string;
  /** What went away. */
  readonly what: 'graphics card' | 'training thread';
  /** When it was noticed. */
  readonly at: number;
  /** What was said of it, for a report. */
  readonly message: string;
}

export type LossState =
  | (LossFacts & {
      readonly phase: 'recovering';
      /** What has been done last. */
      readonly step: 'noticed' | 'worker' | 'device';
      /** Where the run goes on; null until that is known, and where it begins anew. */
      readonly from: LossStanding | null;
      /** Seconds of work that are done again; null until that is known. */
      readonly again: number | null;
      /** What it goes on on. */
      readonly device: DeviceChoice;
    })
  | (LossFacts & {
      readonly phase: 'given-up';
      readonly why: 'too often' | 'failed';
      readonly kept: KeptStanding;
      readonly canUseWasm: boolean;
      /** When it was lost, all times that count. */
      readonly times: readonly number[];
    });

/** Losses within this many milliseconds of one another count together. */
const window = 10 * 60_000;
/** So many of them, and it is left to the person. */
const maxLosses = 3;

/** The losses that count together with one that happens now, which is the last of them. */
export function lossesUntil(now: number, before: readonly number[]): readonly number[] {
  return [...before.filter((time) => now - time < window), now];
}

export function isTooOften(times: readonly number[]): boolean {
  return times.length >= maxLosses;
}

/** What went away under a run. */
export function lostPart(state: Pick<RunState, 'device'> | null, loss: 'device' | 'worker') {
  const kind = state?.device.kind ?? null;
  const isGraphics = isWebGpu(kind) || kind === 'webgl';
  return loss === 'device' && isGraphics ? 'graphics card' : 'training thread';
}

/** Where a run stands by its log. */
export function standingOf({ rounds }: Pick<RunState, 'rounds'>): LossStanding {
  return { round: Math.max(1, rounds.length), epoch: rounds.at(-1)?.epochs.length ?? 0 };
}

/** What the run tells of its way back: it trains again, and once an epoch is done all is well. */
export function lossAfter(loss: LossState | null, events: readonly RunEvent[]): LossState | null {
  if (loss?.phase !== 'recovering') return loss;
  const own = events.filter(({ runId }) => runId === loss.runId);
  if (own.length === 0) return loss;
  const isBack = own.some(({ type }) => type === 'epoch-finished' || type === 'run-finished');
  return isBack ? null : { ...loss, step: 'device' };
}
