/**
 * Runs of this session: the one under way, those before it, and imported logs. Logs live beside
 * the store; what React sees of them is painted at most four times a second.
 */

import { RunLog, type RunPosition } from '../../analysis/log/runLog.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { isAwaited } from '../../spec/run/awaitedEvents.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { WorkerError } from '../../worker/client.ts';
import { type ClassSamples, heldData, matchData, refusalOf } from '../data/dataSet.ts';
import { shownRun } from '../selectors.ts';
import type { SliceTools } from '../workbench.ts';
import { flatTwinSpec } from './flatTwin.ts';
import { type LogSource, readLog } from './logFile.ts';
import { createPaintPacer } from './paintPacer.ts';
import { imagesOf } from './runClasses.ts';

/** What React sees of a run. */
export interface RunView {
  readonly runId: string;
  readonly origin: 'trained here' | 'imported';
  /** Null until the run's first event. */
  readonly newest: RunState | null;
  /** The states at the ends of epochs. */
  readonly moments: readonly RunState[];
  /** Samples of its classes; null for an imported log. */
  readonly images: ClassSamples | null;
}

/** Whether the worker trains. */
export type LaunchState =
  | { readonly phase: 'idle' }
  /** Asked for, nothing heard yet. */
  | { readonly phase: 'starting'; readonly runId: string }
  | {
      readonly phase: 'running';
      readonly runId: string;
      /** What was asked and has not happened yet. */
      readonly asked: RunCommand | null;
    };

export type RunCommand = 'pause' | 'resume' | 'stop';

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
  readonly trainFlatTwin: (run: RunState) => Promise<void>;
  readonly commandRun: (command: RunCommand) => Promise<void>;
  readonly receiveEvents: (events: readonly RunEvent[]) => void;
  readonly workerLost: () => void;
  readonly showRun: (runId: string) => void;
  readonly scrubTo: (position: RunPosition | null) => void;
  /** Shows an imported log; false when it was refused, which `refusal` then tells. */
  readonly importLog: (source: LogSource) => Promise<boolean>;
  /** All events of a run, for export. */
  readonly eventsOf: (runId: string) => readonly RunEvent[];
}

export function runsSlice(tools: SliceTools): RunsSlice {
  const { get, set, ask } = tools;
  const logs = new Map<string, RunLog>();
  const paint = () => set({ runs: get().runs.map((run) => repainted(run, logs.get(run.runId))) });
  const pacer = createPaintPacer(paint);

  const add = (run: RunView, log: RunLog) => {
    logs.set(run.runId, log);
    const others = get().runs.filter(({ runId }) => runId !== run.runId);
    set({ runs: [...others, run] });
  };
  const show = (run: RunView) => {
    if (!sharesClasses(tools, run)) get().holdClass(null);
    set({ shownId: run.runId, position: null, page: 'train' });
  };
  const launch = async (spec: ExperimentSpec | null, isShown: boolean) => {
    const held = heldData(get().data);
    if (spec === null || held === null || get().launch.phase !== 'idle') return;
    if (matchData(spec.dataset, held) !== 'same') return;
    const runId = crypto.randomUUID();
    const log = new RunLog();
    const images = imagesOf(held, spec.dataset);
    const run: RunView = { runId, origin: 'trained here', newest: null, moments: [], images };
    set({ launch: { phase: 'starting', runId } });
    if (isShown) show(run);
    add(run, log);
    try {
      await ask('start', { spec, runId, threads: get().threads });
    } catch (error) {
      recordFailure(tools, log, error);
    }
    set({ launch: { phase: 'idle' } });
    pacer.now();
    if (log.newest === null) dropRun(tools, runId);
  };

  return {
    runs: [],
    launch: { phase: 'idle' },
    shownId: null,
    position: null,
    startRun: () => launch(get().draft.spec, true),
    trainFlatTwin: (run) => launch(flatTwinSpec(run), false),
    commandRun: async (command) => {
      const { launch } = get();
      if (launch.phase !== 'running') return;
      set({ launch: { ...launch, asked: command } });
      try {
        await ask(command, {});
      } catch (error) {
        get().notify({ tone: 'error', title: `Could not ${command} the run`, ...textOf(error) });
      }
      const now = get().launch;
      if (now.phase === 'running') set({ launch: { ...now, asked: null } });
    },
    receiveEvents: (events) => {
      for (const event of events) logs.get(event.runId)?.append([event]);
      const { launch } = get();
      if (launch.phase === 'starting') {
        set({ launch: { phase: 'running', runId: launch.runId, asked: null } });
      }
      // Progress can wait for its turn; what the person asked for, or waits for, cannot.
      if (events.some(isAwaited)) pacer.now();
      else pacer.request();
    },
    workerLost: () => {
      get().notify({
        tone: 'error',
        title: 'The training thread ended and was started afresh',
        message: 'What was recorded of the run is kept. The data set is being read again.',
      });
      void get().reopenData();
    },
    showRun: (runId) => set({ shownId: runId, position: null, heldClass: null }),
    scrubTo: (position) => set({ position }),
    importLog: async (source) => {
      const reading = await readLog(source);
      if (!reading.ok) {
        const stays = get().runs.length === 0 ? null : 'The page';
        const error = new WorkerError({ message: '', remedy: '', fault: reading.fault });
        get().refuse(refusalOf(error, source.name, stays));
        return false;
      }
      const { log } = reading;
      const state = log.newest;
      if (state === null) return false;
      const known = get().runs.find(({ runId }) => runId === state.runId);
      if (known) {
        get().showRun(known.runId);
      } else {
        const run = importedRun(state, log, sampleImages(tools, state));
        show(run);
        add(run, log);
      }
      set({ refusal: null, page: 'train' });
      return true;
    },
    eventsOf: (runId) => logs.get(runId)?.events ?? [],
  };
}

/** Whether a run has the classes that the page shows, so that a held one stays the same class. */
function sharesClasses({ get }: SliceTools, run: RunView): boolean {
  const before = shownRun(get());
  const shown = (before && classesOf(before)) ?? heldData(get().data)?.classes;
  return String(shown) === String(classesOf(run));
}

function classesOf({ newest, images }: RunView): readonly string[] | undefined {
  return newest?.dataset.classes ?? images?.classes;
}

function repainted(run: RunView, log: RunLog | undefined): RunView {
  if (log === undefined || log.newest === run.newest) return run;
  return { ...run, newest: log.newest, moments: log.momentsSoFar() };
}

function importedRun(newest: RunState, log: RunLog, images: ClassSamples | null): RunView {
  return { runId: newest.runId, origin: 'imported', newest, moments: log.momentsSoFar(), images };
}

/** Samples for an imported run: there are some when it was trained on the data at hand. */
function sampleImages({ get }: SliceTools, state: RunState): ClassSamples | null {
  const held = heldData(get().data);
  return held?.hash === state.dataset.hash ? imagesOf(held, state.spec.dataset) : null;
}

/** Ends the log of a run whose worker can say nothing more. */
function recordFailure({ get }: SliceTools, log: RunLog, error: unknown): void {
  const { newest } = log;
  const { message, remedy } = textOf(error);
  if (newest === null) {
    get().notify({
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

/** Takes back a run that never began. */
function dropRun({ get, set }: SliceTools, runId: string): void {
  const runs = get().runs.filter((run) => run.runId !== runId);
  const { shownId } = get();
  set({ runs, shownId: shownId === runId ? (runs.at(-1)?.runId ?? null) : shownId });
}

function textOf(error: unknown): { message: string; remedy: string } {
  if (error instanceof WorkerError) return { message: error.message, remedy: error.remedy };
  return { message: error instanceof Error ? error.message : String(error), remedy: '' };
}
