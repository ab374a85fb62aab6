/** The queue as the page knows it: what is kept of it, and who works through it. */
import type { KeptQueue, QueuedRun } from '../../storage/sweeps/keptQueue.ts';
import { nextRun } from './queueEdits.ts';

/** Under which name a window claims the queue among all windows; no run has it. */
export const queueClaim = 'queue';

export interface QueueState extends KeptQueue {
  /**
   * The window that works through it: this one, another, or none. `left`: the other one is gone, with
   * runs that wait still; this one goes on with them where a person wants that.
   */
  readonly holder: 'nobody' | 'here' | 'elsewhere' | 'left';
  /** The run that this window is at, by the hash of its experiment. */
  readonly current: string | null;
  /** Runs, by hash, whose data are not here: they keep their places until somebody brings these. */
  readonly lacking: ReadonlySet<string>;
}

/** What of it is kept. */
export function keptPart({ done, isPaused, runs }: QueueState): KeptQueue {
  return { done, isPaused, runs };
}

/** The run whose turn it is, of those whose data are not known to be missing. */
export function nextHere(queue: QueueState): QueuedRun | null {
  return nextRun({ ...queue, runs: queue.runs.filter(({ hash }) => !queue.lacking.has(hash)) });
}

/** Whether a run waits that is to be trained, once its data are here. */
export function isToGoOn(queue: KeptQueue): boolean {
  return !queue.isPaused && nextRun(queue) !== null;
}
