/**
 * What is kept of a run whose worker or device went away. That nothing is kept is an answer; whatever
 * else goes wrong with the reading may pass, as a worker that dies again or a file in use does.
 */
import type { RunLog } from '../../analysis/log/runLog.ts';
import { WorkerError } from '../../worker/client.ts';
import type { SliceTools } from '../sliceTools.ts';
import { keptLog } from './keptLog.ts';
import { type KeptStanding, standingOf } from './lossState.ts';

interface Reading {
  readonly ask: SliceTools<unknown>['ask'];
  readonly runId: string;
  /** Gives a fresh worker the data set of the one that was lost. */
  readonly reopenData: () => Promise<void>;
  /** Whether the person has stopped the run meanwhile. */
  readonly isToStop: () => boolean;
}

/** The log up to the checkpoint, and where that stands. */
export interface ReadStanding {
  readonly kept: RunLog | null;
  readonly standing: KeptStanding;
}

const maxReadings = 3;
/** Milliseconds before the second reading; before each later one twice as many. */
const firstDelay = 250;

/** Reads what is kept, more than once where that fails; never throws. */
export async function readStanding(reading: Reading): Promise<ReadStanding> {
  const { ask, runId, reopenData, isToStop } = reading;
  for (let done = 1; ; done++) {
    try {
      const { log } = await keptLog(ask, runId, 'checkpoint');
      return { kept: log, standing: log.newest === null ? null : standingOf(log.newest) };
    } catch (error) {
      const told = error instanceof WorkerError ? error : null;
      if (told?.isNothingKept) return { kept: null, standing: null };
      if (done === maxReadings || isToStop()) return { kept: null, standing: 'unread' };
      if (told?.loss === 'worker') await reopenData();
      else await new Promise((resolve) => setTimeout(resolve, firstDelay * 2 ** (done - 1)));
    }
  }
}
