/** What is done with a queue, each as a function of the queue before. */
import type { KeptQueue, QueuedRun } from '../../storage/sweeps/keptQueue.ts';

/** Where runs are put. */
export type QueuePlace = 'front' | 'end';

/**
 * A queue with runs of a sweep added. Those that wait in it already are taken to the front where that is
 * asked for, and else stay where they are; one that had failed is tried again. The count of what is done
 * begins anew in a queue that had come to its end, and what is added to one does not rest.
 */
export function withRuns(
  queue: KeptQueue,
  sweep: string,
  hashes: readonly string[],
  place: QueuePlace,
): KeptQueue {
  const asked = new Set(hashes);
  const isOver = queue.runs.every(({ failure }) => failure !== null);
  const known = new Set(queue.runs.map(({ hash }) => hash));
  const fresh = (hash: string): QueuedRun => ({ sweep, hash, failure: null });
  const added = place === 'front' ? hashes : hashes.filter((hash) => !known.has(hash));
  const others = queue.runs
    .filter(({ hash }) => place === 'end' || !asked.has(hash))
    .map((run) => (asked.has(run.hash) ? { ...run, failure: null } : run));
  const runs = added.map(fresh);
  return {
    ...queue,
    done: isOver ? 0 : queue.done,
    isPaused: queue.isPaused && !isOver,
    runs: place === 'front' ? [...runs, ...others] : [...others, ...runs],
  };
}

/** A queue from which runs were taken. */
export function withoutRuns(queue: KeptQueue, hashes: readonly string[]): KeptQueue {
  const gone = new Set(hashes);
  return { ...queue, runs: queue.runs.filter(({ hash }) => !gone.has(hash)) };
}

/** A queue in which runs stand before another (null: at the end), in the order that they had. */
export function withMoved(
  queue: KeptQueue,
  hashes: readonly string[],
  before: string | null,
): KeptQueue {
  const moved = new Set(hashes);
  // A run that is itself moved is no place: the next that stays is.
  const from = queue.runs.findIndex(({ hash }) => hash === before);
  const place = from < 0 ? undefined : queue.runs.slice(from).find(({ hash }) => !moved.has(hash));
  const rest = queue.runs.filter(({ hash }) => !moved.has(hash));
  const at = place === undefined ? rest.length : rest.indexOf(place);
  const runs = queue.runs.filter(({ hash }) => moved.has(hash));
  return { ...queue, runs: [...rest.slice(0, at), ...runs, ...rest.slice(at)] };
}

/** A queue that has come through a run. */
export function withDone(queue: KeptQueue, hash: string): KeptQueue {
  const runs = queue.runs.filter((run) => run.hash !== hash);
  return { ...queue, done: queue.done + queue.runs.length - runs.length, runs };
}

/** A queue of which a run has failed; null has it tried again. */
export function withFailure(
  queue: KeptQueue,
  hashes: readonly string[],
  failure: QueuedRun['failure'],
): KeptQueue {
  const meant = new Set(hashes);
  const runs = queue.runs.map((run) => (meant.has(run.hash) ? { ...run, failure } : run));
  return { ...queue, runs };
}

/** A queue of which the runs of a sweep that are no longer meant are gone. */
export function withOnly(queue: KeptQueue, sweep: string, hashes: ReadonlySet<string>): KeptQueue {
  const runs = queue.runs.filter((run) => run.sweep !== sweep || hashes.has(run.hash));
  return { ...queue, runs };
}

/** The run that is to be trained next; null where none waits. */
export function nextRun(queue: KeptQueue): QueuedRun | null {
  return queue.runs.find(({ failure }) => failure === null) ?? null;
}
