/** Runs of this session: the one under way, those before it, and imported logs. */
import { logNotes } from '../../analysis/log/logNotes.ts';
import type { LogFacts } from '../../analysis/log/readLog.ts';
import type { RunLog } from '../../analysis/log/runLog.ts';
import type { RunPosition } from '../../analysis/progress/runPosition.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { WorkerError } from '../../worker/client.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { type ClassSamples, type DataState, heldData, refusalOf } from '../data/dataSet.ts';
import type { DataSlice } from '../data/dataSlice.ts';
import type { DraftSlice } from '../draft/draftSlice.ts';
import type { MachineSlice } from '../machineSlice.ts';
import type { PageSlice } from '../pageSlice.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import type { Attempt, CarryState } from './carryThrough.ts';
import type { ClassLinkSlice } from './classLinkSlice.ts';
import { flatTwinSpec } from './flatTwin.ts';
import type { LaunchState, RunCommand } from './launch.ts';
import { carryOn, launchRun, type RunEnd, type RunManner } from './launchRun.ts';
import { type LogFile, readLogFile } from './logFile.ts';
import { lossAfter } from './lossState.ts';
import { createRunBook, type RunBook } from './runBook.ts';
import { imagesOf } from './runClasses.ts';
import { textOf } from './runErrors.ts';
import type { RunView } from './runView.ts';
import { stopRun } from './stopRun.ts';

export interface RunsSlice {
  readonly runs: readonly RunView[];
  readonly launch: LaunchState;
  /** The run that the page shows. */
  readonly shownId: string | null;
  /** The moment shown; null follows the run. */
  readonly position: RunPosition | null;
  /** Trains the draft on the data at hand. Does nothing while that cannot be. */
  readonly startRun: () => Promise<void>;
  /** Trains the flat twin of a level-wise run, which stays shown. */
  readonly trainFlatTwin: (run: Pick<RunState, 'spec' | 'dataset'>) => Promise<void>;
  readonly commandRun: (command: RunCommand) => Promise<void>;
  readonly receiveEvents: (events: readonly RunEvent[]) => void;
  readonly workerLost: () => void;
  readonly showRun: (runId: string) => void;
  readonly scrubTo: (position: RunPosition | null) => void;
  /** Shows an imported log; false when it was refused, which `refusal` then tells. */
  readonly importLog: (source: LogFile) => Promise<boolean>;
  /** Takes in a log that was read, and shows nothing of it; one of a run of this session is known. */
  readonly takeLog: (reading: ReadLog) => void;
  /** Shows a log that was read; one of a run of this session that run itself. */
  readonly showLog: (reading: ReadLog) => void;
  /** Shows a run that another window trains, or its log as it was read anew. */
  readonly showWatched: (log: RunLog) => void;
  /** Takes in what another window tells of such a run. */
  readonly appendWatched: (events: readonly RunEvent[]) => void;
  /** Shows the log of a run that was left, and follows the run, which `goOn` has the worker go on with. */
  readonly carryOn: (
    log: RunLog,
    goOn: Attempt['begin'],
    manner?: RunManner,
  ) => Promise<RunEnd | null>;
  /** Trains a run of the queue on the data at hand, beside what is shown; null while that cannot be. */
  readonly trainQueued: (spec: ExperimentSpec) => Promise<RunEnd | null>;
  /** Forgets what this window holds of a run that is kept, unless it is shown. */
  readonly letGoRun: (runId: string) => void;
  /** All events of a run, for export. */
  readonly eventsOf: (runId: string) => readonly RunEvent[];
}

type Needs = { readonly keptRuns: readonly ListedRun[] | null } & Pick<PageSlice, 'page'> &
  Pick<ShellSlice, 'notify'> &
  Pick<ClassLinkSlice, 'heldClass' | 'holdClass'> &
  Pick<DraftSlice, 'draft' | 'trustDraft'> &
  Pick<DataSlice, 'data' | 'refusal' | 'refuse' | 'reopenData'> &
  Pick<CarryState, 'loss' | 'lossTimes'> &
  Pick<MachineSlice, 'threads'> & { readonly keepsOnlyLog: boolean };
type Tools = SliceTools<RunsSlice & Needs>;

export function runsSlice(tools: Tools): RunsSlice {
  const { get, set } = tools;
  const book = createRunBook(tools);
  return {
    runs: [],
    launch: { phase: 'idle' },
    shownId: null,
    position: null,
    startRun: async () => {
      get().trustDraft();
      await launchRun(tools, book, get().draft.spec, 'shown');
    },
    trainFlatTwin: async (run) => {
      await launchRun(tools, book, flatTwinSpec(run), 'beside');
    },
    trainQueued: (spec) => launchRun(tools, book, spec, 'queued'),
    letGoRun: (runId) => {
      if (get().shownId !== runId) book.drop(runId);
    },
    commandRun: (command) => commandRun(tools, command),
    receiveEvents: (events) => {
      noteRunning(tools);
      const { loss } = get();
      const after = lossAfter(loss, events);
      if (after !== loss) set({ loss: after });
      book.append(events);
    },
    workerLost: () => {
      // Where a run is under way, that is told with how it goes on.
      if (get().launch.phase === 'idle') {
        get().notify({
          tone: 'info',
          title: 'The training thread was started afresh',
          message: 'Its memory is free again. The data set is being read once more.',
        });
      }
      void get().reopenData();
    },
    showRun: (runId) => set({ shownId: runId, position: null, heldClass: null }),
    scrubTo: (position) => set({ position }),
    importLog: (source) => importLog(tools, book, source),
    takeLog: (reading) => void takeLog(tools, book, reading),
    showLog: (reading) => showLog(tools, book, reading),
    showWatched: (log) => showWatched(tools, book, log),
    appendWatched: (events) => book.append(events),
    carryOn: (log, begin, manner = 'shown') => carryOn(tools, book, { log, begin, manner }),
    eventsOf: book.eventsOf,
  };
}

async function commandRun(tools: Tools, command: RunCommand): Promise<void> {
  if (command === 'stop') return stopRun(tools);
  const { get, set, ask } = tools;
  const { launch } = get();
  if (launch.phase !== 'running') return;
  set({ launch: { ...launch, asked: command } });
  try {
    await ask(command, {});
  } catch (error) {
    get().notify({ tone: 'error', title: `Could not ${command} the run`, ...textOf(error) });
  }
  const now = get().launch;
  if (now.phase === 'running' && now.asked === command) set({ launch: { ...now, asked: null } });
}

/** The first that is heard of a run tells that it has begun. */
function noteRunning({ get, set }: Tools): void {
  const { launch } = get();
  if (launch.phase !== 'starting') return;
  set({ launch: { ...launch, phase: 'running' } });
}

async function importLog(tools: Tools, book: RunBook, source: LogFile): Promise<boolean> {
  const { get, set } = tools;
  const reading = await readLogFile(source);
  if (!reading.ok) {
    const stays = get().runs.length === 0 ? null : 'The page';
    const error = new WorkerError({ message: '', remedy: '', fault: reading.fault });
    get().refuse(refusalOf(error, source.name, stays));
    return false;
  }
  if (reading.log.newest === null) return false;
  reading.log.leave();
  showLog(tools, book, reading);
  set({ refusal: null });
  if (source instanceof File) void keepLog(tools, source);
  return true;
}

/** Keeps a log that is shown for later visits, and says so where it cannot be kept. */
async function keepLog({ get, set, ask }: Tools, file: File): Promise<void> {
  try {
    const { runs } = await ask('import-runs', { file });
    set({ keptRuns: runs });
  } catch (error) {
    const { message, remedy } = textOf(error);
    const title = 'The log is shown, but not kept for your next visit';
    get().notify({ tone: 'info', title, message: `${message} ${remedy}`.trim() });
  }
}

/** A log that was read, and what is to be said of it. */
type ReadLog = LogFacts & {
  readonly log: RunLog;
  /** Whether it is the run's own, read from where that is kept. */
  readonly isKept?: true;
};

function showLog(tools: Tools, book: RunBook, reading: ReadLog): void {
  const known = tools.get().runs.some(({ runId }) => runId === reading.log.newest?.runId);
  const run = takeLog(tools, book, reading);
  if (run === null) return;
  if (known) tools.get().showRun(run.runId);
  else book.show(run);
  tools.set({ page: 'train' });
}

/** The run of a log, which is taken in where it is not one of this session; null for an empty log. */
function takeLog(tools: Tools, book: RunBook, reading: ReadLog): RunView | null {
  const { get } = tools;
  const { log, isKept = false, ...facts } = reading;
  const state = log.newest;
  if (state === null) return null;
  const known = get().runs.find(({ runId }) => runId === state.runId);
  if (known) {
    if (isKept && isOutrun(get().launch, known, state)) {
      book.add({ ...known, newest: state, moments: log.moments, logNotes: logNotes(facts) }, log);
    }
    return known;
  }
  const images = sampleImages(get().data, state);
  const run = { ...importedRun(state, log), images, logNotes: logNotes(facts) };
  tellNotes(get(), run.logNotes);
  book.add(run, log);
  return run;
}

/**
 * Whether what is kept of a run stands in for what this window has of it: a log from a file may have
 * been changed, and another window may have gone on with a run that was trained here. A run that had
 * no room to be kept any more is longer here.
 */
function isOutrun(launch: LaunchState, { runId, origin, newest }: RunView, kept: RunState) {
  if (launch.phase !== 'idle' && launch.runId === runId) return false;
  return origin !== 'trained here' || newest === null || newest.updatedAt < kept.updatedAt;
}

function importedRun(newest: RunState, log: RunLog) {
  const { moments } = log;
  return { runId: newest.runId, origin: 'imported', newest, moments } as const;
}

function tellNotes({ notify }: Needs, notes: readonly string[]): void {
  if (notes.length === 0) return;
  notify({ tone: 'info', title: 'The log is not as it was written', message: notes.join(' ') });
}

function showWatched({ get }: Tools, book: RunBook, log: RunLog): void {
  const { newest } = log;
  if (newest === null) return;
  const known = get().runs.find(({ runId }) => runId === newest.runId);
  if (known?.origin === 'another window') {
    book.replace(known, log);
    return;
  }
  const images = sampleImages(get().data, newest);
  const run: RunView = {
    ...importedRun(newest, log),
    images,
    logNotes: [],
    origin: 'another window',
  };
  book.show(run);
  book.add(run, log);
}

/** Samples for an imported run: there are some when it was trained on the data at hand. */
function sampleImages(data: DataState, state: RunState): ClassSamples | null {
  const held = heldData(data);
  return held?.hash === state.dataset.hash ? imagesOf(held, state.spec.dataset) : null;
}
