/** Training an experiment in the worker, from its start to the end of its log. */
import { RunLog } from '../../analysis/log/runLog.ts';
import { messageOf } from '../../lib/messageOf.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { WorkerError } from '../../worker/client.ts';
import { type DataState, heldData, matchData } from '../data/dataSet.ts';
import type { MachineSlice } from '../machineSlice.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import type { LaunchState } from './launch.ts';
import type { RunBook } from './runBook.ts';
import { imagesOf } from './runClasses.ts';
import type { RunView } from './runView.ts';

interface Needs extends Pick<ShellSlice, 'notify'>, Pick<MachineSlice, 'threads'> {
  readonly data: DataState;
  readonly launch: LaunchState;
}

/** Trains an experiment on the data at hand. Does nothing while that cannot be. */
export async function launchRun(
  { get, set, ask }: SliceTools<Needs>,
  book: RunBook,
  spec: ExperimentSpec | null,
  isShown: boolean,
): Promise<void> {
  const held = heldData(get().data);
  if (spec === null || held === null || get().launch.phase !== 'idle') return;
  if (matchData(spec.dataset, held) !== 'same') return;
  const runId = crypto.randomUUID();
  const images = imagesOf(held, spec.dataset);
  const run: RunView = { runId, origin: 'trained here', newest: null, moments: [], images };
  await follow({ get, set, ask }, book, { run, log: new RunLog(), isShown }, () =>
    ask('start', { spec, runId, threads: get().threads }),
  );
}

/** Follows a run that was kept, from where its log ends. Does nothing while that cannot be. */
export async function carryOn(
  tools: SliceTools<Needs>,
  book: RunBook,
  log: RunLog,
  goOn: () => Promise<unknown>,
): Promise<void> {
  const held = heldData(tools.get().data);
  const { newest } = log;
  if (newest === null || held === null || tools.get().launch.phase !== 'idle') return;
  const run: RunView = {
    runId: newest.runId,
    origin: 'trained here',
    newest,
    moments: log.momentsSoFar(),
    images: imagesOf(held, newest.spec.dataset),
  };
  await follow(tools, book, { run, log, isShown: true }, goOn);
}

/** A run that the worker is asked for, with its log so far. */
interface Followed {
  readonly run: RunView;
  readonly log: RunLog;
  readonly isShown: boolean;
}

/** Shows a run and waits for its end; what ends it otherwise ends its log. */
async function follow(
  { get, set }: SliceTools<Needs>,
  book: RunBook,
  { run, log, isShown }: Followed,
  start: () => Promise<unknown>,
): Promise<void> {
  const { runId } = run;
  set({ launch: { phase: 'starting', runId } });
  if (isShown) book.show(run);
  book.add(run, log);
  try {
    await start();
  } catch (error) {
    recordFailure(get(), log, error);
  }
  set({ launch: { phase: 'idle' } });
  book.paint();
  if (log.newest === null) book.drop(runId);
}

/** Ends the log of a run whose worker can say nothing more. */
function recordFailure({ notify }: Needs, log: RunLog, error: unknown): void {
  const { newest } = log;
  const { message, remedy } = textOf(error);
  if (newest === null) {
    notify({
      tone: 'error',
      title: 'The run did not start',
      // Some messages, those about data, end with their remedy.
      message: message.includes(remedy) ? message : `${message} ${remedy}`,
    });
  } else if (newest.phase === 'training' || newest.phase === 'paused') {
    const stamp = { runId: newest.runId, seq: newest.seq + 1, at: Date.now() };
    log.append([{ ...stamp, type: 'run-failed', message, remedy }]);
  }
}

/** What went wrong with a run, for people. */
export function textOf(error: unknown): { message: string; remedy: string } {
  if (error instanceof WorkerError) return { message: error.message, remedy: error.remedy };
  return { message: messageOf(error), remedy: '' };
}
