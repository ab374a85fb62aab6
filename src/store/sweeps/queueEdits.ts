/** What is done with a queue, each as a function of the queue before. */
import type { KeptQueue, QueuedRun } from '../../storage/sweeps/keptQueue.ts';

/** Where runs are put. */
export type QueuePlace = 'front' | 'end';

/**
 * A queue with runs of a sweep added. Those that wait in it already are taken to the front where that is
 * asked for, and else stay where they are; one that had failed is tried again, and one that another sweep
 * has queued is of both. The count of what is done
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
  const known = new Map(queue.runs.map((run) => [run.hash, run]));
  const fresh = (hash: string): QueuedRun => {
    const run = known.get(hash);
    return run === undefined ? { sweep, hash, failure: null } : alsoFor(run, sweep);
  };
  const added = place === 'front' ? hashes : hashes.filter((hash) => !known.has(hash));
  const others = queue.runs
    .filter(({ hash }) => place === 'end' || !asked.has(hash))
    .map((run) => (asked.has(run.hash) ? alsoFor(run, sweep) : run));
  const runs = added.map(fresh);
  return {
    ...queue,
    done: isOver ? 0 : queue.done,
    isPaused: queue.isPaused && !isOver,
    runs: place === 'front' ? [...runs, ...others] : [...others, ...runs],
  };
}

/** A run that a sweep asks for as well, to be tried again where it had failed. */
function alsoFor(run: QueuedRun, sweep: string): QueuedRun {
  return queuedFor([...new Set([...sweepsOf(run), sweep])], run.hash, null);
}

const sweepsOf = ({ sweep, others = [] }: QueuedRun): readonly string[] => [sweep, ...others];

function queuedFor(
  [sweep, ...others]: readonly string[],
  hash: string,
  failure: QueuedRun['failure'],
): QueuedRun {
  return { sweep, ...(others.length === 0 ? {} : { others }), hash, failure };
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

/** A queue of which the runs of a sweep that are no longer meant are gone, but for those of other sweeps. */
export function withOnly(queue: KeptQueue, sweep: string, hashes: ReadonlySet<string>): KeptQueue {
  const runs = queue.runs.flatMap((run) => {
    if (hashes.has(run.hash) || !sweepsOf(run).includes(sweep)) return [run];
    const left = sweepsOf(run).filter((id) => id !== sweep);
    return left.length === 0 ? [] : [queuedFor(left, run.hash, run.failure)];
  });
  return { ...queue, runs };
}

/** The run that is to be trained next; null where none waits. */
export function nextRun(queue: KeptQueue): QueuedRun | null {
  return queue.runs.find(({ failure }) => failure === null) ?? null;
}
