/**
 * `sweep run`: all runs of a sweep on this machine, as many at once as keep its cores busy, each in a
 * folder of its own, by processes that carry out one run after another. Whatever cuts it off, the same command goes on: finished runs are
 * passed over, begun ones are gone on with. Several of it share a folder without harm.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatCounted, formatDuration } from '../../lib/numberFormat.ts';
import { UsageError } from '../../node/usageError.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import type { Interruption } from '../interruption.ts';
import { keepSweep } from './keptSweep.ts';
import { exists, plannedStanding } from './plannedStanding.ts';
import { RemainingTime } from './remainingTime.ts';
import { folderOfRun } from './runFolders.ts';
import { RunLane } from './runLane.ts';
import { type ServedRunEnd, startAgain } from './runProcess.ts';
import { shellWord } from './shellText.ts';
import type { SweepInput } from './sweepInput.ts';

export interface SweepRunOptions {
  /** The folder of all runs. */
  readonly results: string;
  readonly atOnce: number;
  /** Places of runs whose results lie elsewhere: they count as finished. */
  readonly done: ReadonlySet<number>;
  /** The files that say so: a table takes what they hold. */
  readonly doneFiles: readonly string[];
  /** What every run is given on its command line. */
  readonly shared: readonly string[];
  /** Called with the runs that are left before any begins. @throws where they cannot be carried out. */
  readonly check: (runs: readonly PlannedRun[]) => Promise<void>;
}

/** Milliseconds that a run which another process is at is left alone for. */
const whileInUse = 15_000;
const lookEvery = 1000;

export async function sweepRun(
  input: SweepInput,
  options: SweepRunOptions,
  interruption: Interruption,
): Promise<ExitCode> {
  const left: PlannedRun[] = [];
  const times = new RemainingTime();
  for (const run of input.runs) {
    if (options.done.has(run.index)) continue;
    const standing = await plannedStanding(folderOfRun(options.results, run), run);
    if (standing.at === 'finished') times.add(run, standing.seconds);
    else if (standing.at === 'other') throw otherRun(options.results, run, standing.found);
    else left.push(run);
  }
  const all = input.runs.length;
  if (left.length === 0) return tellEnd(input, options, { finished: all, failed: [] });
  await options.check(left);
  const sweep = await keepSweep(input, options.results);
  interruption.leaveEndToCommand();
  const finished = all - left.length;
  console.error(
    `${formatCounted(all, 'run')}, ${finished} of them finished; ${Math.min(options.atOnce, left.length)} at once`,
  );
  const end = await carryOut({ sweep, left, finished, all, times, options, interruption });
  return tellEnd(input, options, end, interruption.signal.aborted);
}

const otherRun = (results: string, run: PlannedRun, found: string) =>
  new UsageError(
    `${folderOfRun(results, run)}: ${found}; it is the place of run ${run.index}. Nothing was begun: move that folder away, or choose another --out`,
  );

interface Work {
  /** The file that runs are started from. */
  readonly sweep: string;
  readonly left: readonly PlannedRun[];
  readonly finished: number;
  readonly all: number;
  readonly times: RemainingTime;
  readonly options: SweepRunOptions;
  readonly interruption: Interruption;
}

interface Failure {
  readonly run: PlannedRun;
  readonly said: string;
}

interface WorkEnd {
  readonly finished: number;
  readonly failed: readonly Failure[];
}

/** Works through the runs that are left, so many at once. */
async function carryOut(work: Work): Promise<WorkEnd> {
  const { left, all, times, options, interruption, sweep } = work;
  const { signal } = interruption;
  const args = ['sweep', 'serve', sweep, `--results=${options.results}`, ...options.shared];
  const waiting = [...left];
  const running = new Map<PlannedRun, number>();
  const failed: Failure[] = [];
  let { finished } = work;
  const remaining = () => {
    const now = performance.now();
    const going = [...running].map(([run, since]) => ({ run, seconds: (now - since) / 1000 }));
    return times.seconds(waiting, going, options.atOnce);
  };
  const tell = (run: PlannedRun, what: string) => {
    const seconds = remaining();
    const rest =
      seconds === null || seconds === 0 ? '' : `  (about ${formatDuration(seconds)} left)`;
    console.error(`${finished + failed.length}/${all}  ${what}  ${run.spec.name}${rest}`);
  };
  const workThrough = async (lane: RunLane) => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      if (signal.aborted) return;
      const began = performance.now();
      running.set(run, began);
      const { code, said } = await oneRun(run, lane, work);
      running.delete(run);
      const seconds = (performance.now() - began) / 1000;
      if (code === exitCodes.done) {
        finished++;
        times.add(run, seconds);
        tell(run, `done in ${formatDuration(seconds)}`);
      } else if (!signal.aborted) {
        failed.push({ run, said });
        tell(run, 'failed');
        console.error(said.replace(/^/gm, '    '));
      }
    }
  };
  // None that has nothing to do: each takes memory and seconds to start.
  const lanes = Math.min(options.atOnce, left.length);
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      const lane = new RunLane(() => startAgain(args), signal);
      try {
        await workThrough(lane);
      } finally {
        await lane.end();
      }
    }),
  );
  return { finished, failed };
}

/** A run to its end, after another process that is at it. */
async function oneRun(
  run: PlannedRun,
  lane: RunLane,
  { options: { results }, interruption: { signal } }: Work,
): Promise<ServedRunEnd> {
  while (true) {
    const end = await lane.carryOut(run.index);
    if (end.code !== exitCodes.inUse || signal.aborted) return end;
    const lock = join(folderOfRun(results, run), 'run.lock');
    for (let waited = 0; waited < whileInUse && (await exists(lock)); waited += lookEvery) {
      if (signal.aborted) return end;
      await sleep(lookEvery);
    }
  }
}

async function tellEnd(
  { runs, path }: SweepInput,
  { results, doneFiles }: SweepRunOptions,
  { finished, failed }: WorkEnd,
  isInterrupted = false,
): Promise<ExitCode> {
  const [first] = failed;
  if (first !== undefined) {
    console.error(
      `${formatCounted(failed.length, 'run')} failed: ${failed.map(({ run }) => run.index).join(', ')}. What they were at lies in their folders, as ${folderOfRun(results, first.run)}; the same command tries them again.`,
    );
  }
  if (isInterrupted) {
    console.error(
      `Interrupted: ${finished} of ${runs.length} runs are finished. The same command goes on.`,
    );
    return exitCodes.interrupted;
  }
  if (failed.length > 0) return exitCodes.trainingFailed;
  // Where all runs were done elsewhere there is no folder of them.
  const places = [...((await exists(results)) ? [results] : []), ...doneFiles];
  console.error(
    `All ${formatCounted(runs.length, 'run')} are finished. Their table: sweep collect ${[path, ...places].map(shellWord).join(' ')}`,
  );
  return exitCodes.done;
}
