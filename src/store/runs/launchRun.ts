/** Training an experiment in the worker, from its start to the end of its log. */
import { RunLog } from '../../analysis/log/runLog.ts';
import { randomId } from '../../lib/randomId.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { heldData, matchData } from '../data/dataSet.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import { type Attempt, type CarriedEnd, type CarryState, carryThrough } from './carryThrough.ts';
import type { RunBook } from './runBook.ts';
import { imagesOf } from './runClasses.ts';
import { endLog, stoppedEnd, textOf } from './runErrors.ts';
import type { RunView } from './runView.ts';

type Needs = CarryState & Pick<ShellSlice, 'notify'> & { readonly keepsOnlyLog: boolean };
type Tools = SliceTools<Needs>;

/**
 * How a run is shown: opened on the page, beside what is open, or as one of the queue, which itself
 * tells of one that does not start.
 */
export type RunManner = 'shown' | 'beside' | 'queued';

/** How a run came to its end in this window. */
export interface RunEnd {
  readonly runId: string;
  /** `lost`: its worker or device went away too often, and it can be gone on with. */
  readonly how: 'finished' | 'stopped' | 'failed' | 'lost';
  /** Why, where it failed; empty otherwise. */
  readonly message: string;
  readonly remedy: string;
}

/** Trains an experiment on the data at hand. Does nothing while that cannot be: null. */
export async function launchRun(
  tools: Tools,
  book: RunBook,
  spec: ExperimentSpec | null,
  manner: RunManner,
): Promise<RunEnd | null> {
  const { get, ask } = tools;
  const held = heldData(get().data);
  if (spec === null || held === null || get().launch.phase !== 'idle') return null;
  if (matchData(spec.dataset, held) !== 'same') return null;
  const runId = randomId();
  const images = imagesOf(held, spec.dataset);
  const log = new RunLog();
  const run: RunView = {
    runId,
    origin: 'trained here',
    newest: null,
    moments: log.moments,
    images,
    logNotes: [],
  };
  const keeps = get().keepsOnlyLog ? ({ keeps: 'log' } as const) : {};
  return follow(tools, book, { run, log, manner }, (device) =>
    ask('start', {
      spec,
      runId,
      threads: get().threads,
      isAfterLoss: get().loss !== null,
      ...keeps,
      ...(device === undefined ? {} : { device }),
    }),
  );
}

/** Follows a run that was kept, from where its log ends. Does nothing while that cannot be: null. */
export async function carryOn(
  tools: Tools,
  book: RunBook,
  { log, begin, manner }: { readonly manner: RunManner } & Pick<Attempt, 'log' | 'begin'>,
): Promise<RunEnd | null> {
  const held = heldData(tools.get().data);
  const { newest } = log;
  if (newest === null || held === null || tools.get().launch.phase !== 'idle') return null;
  const run: RunView = {
    runId: newest.runId,
    origin: 'trained here',
    newest,
    moments: log.moments,
    images: imagesOf(held, newest.spec.dataset),
    logNotes: [],
  };
  return follow(tools, book, { run, log, manner }, begin);
}

/** A run that the worker is asked for, with its log so far. */
interface Followed {
  readonly run: RunView;
  readonly log: RunLog;
  readonly manner: RunManner;
}

/** Shows a run and waits for its end; what ends it otherwise ends its log. */
async function follow(
  tools: Tools,
  book: RunBook,
  { run, log, manner }: Followed,
  begin: Attempt['begin'],
): Promise<RunEnd> {
  const { get, set } = tools;
  const { runId } = run;
  set({ launch: { phase: 'starting', runId, asked: null }, loss: null });
  if (manner === 'shown') book.show(run);
  book.add(run, log);
  const end = await carryThrough(tools, book, run, { log, begin });
  const { launch } = get();
  const wasStopped = launch.phase !== 'idle' && launch.asked === 'stop';
  if (wasStopped) endLog(end.log, stoppedEnd(end.log));
  else if (end.error !== null) recordFailure(get(), end.log, end.error, manner);
  set({ launch: { phase: 'idle' } });
  if (get().loss?.phase === 'recovering') set({ loss: null });
  book.paint();
  if (end.log.newest === null) book.drop(runId);
  return { runId, ...endOf(end, wasStopped, get().loss) };
}

function endOf(
  { log, error }: CarriedEnd,
  wasStopped: boolean,
  loss: Needs['loss'],
): Omit<RunEnd, 'runId'> {
  const { newest } = log;
  const nothing = { message: '', remedy: '' };
  if (newest?.phase === 'finished') return { how: 'finished', ...nothing };
  if (wasStopped || newest?.phase === 'stopped') return { how: 'stopped', ...nothing };
  if (loss?.phase === 'given-up') return { how: 'lost', ...nothing };
  if (error !== null) return { how: 'failed', ...textOf(error) };
  const { message, remedy } = newest?.failure ?? nothing;
  return { how: 'failed', message, remedy };
}

/** Ends the log of a run whose worker can say nothing more. */
function recordFailure(
  { notify, loss }: Needs,
  log: RunLog,
  error: unknown,
  manner: RunManner,
): void {
  const { message, remedy } = textOf(error);
  if (log.newest !== null) endLog(log, { type: 'run-failed', message, remedy });
  else if (loss === null && manner !== 'queued') {
    notify({
      tone: 'error',
      title: 'The run did not start',
      // Some messages, those about data, end with their remedy.
      message: message.includes(remedy) ? message : `${message} ${remedy}`,
    });
  }
}
