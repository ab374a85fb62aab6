/**
 * The runs of this session with their logs, which lie beside the store: what React sees of them is
 * painted at the pace of pacing/paintPacer.ts.
 */
import type { RunLog } from '../../analysis/log/runLog.ts';
import type { RunPosition } from '../../analysis/progress/runPosition.ts';
import { isAwaited } from '../../spec/run/awaitedEvents.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { type DataState, heldData } from '../data/dataSet.ts';
import { createPaintPacer } from '../pacing/paintPacer.ts';
import type { PageName } from '../pageSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import { type RunView, type ShownRun, shownRun } from './runView.ts';

export interface RunBook {
  /** Takes a run in, in place of one of the same id. */
  readonly add: (run: RunView, log: RunLog) => void;
  /** Shows a run, live; a class that is held is let go unless the run has the same classes. */
  readonly show: (run: RunView) => void;
  /** Shows another log of a run that is there. */
  readonly replace: (run: RunView, log: RunLog) => void;
  /** Takes a run out, such as one that never began. */
  readonly drop: (runId: string) => void;
  /** Appends events to the logs of their runs, and paints them in their turn. */
  readonly append: (events: readonly RunEvent[]) => void;
  /** Paints what the logs say now. */
  readonly paint: () => void;
  readonly eventsOf: (runId: string) => readonly RunEvent[];
}

/** The fields of the store that the book reads and sets. */
export interface RunBookState extends ShownRun {
  readonly position: RunPosition | null;
  readonly page: PageName;
  readonly data: DataState;
  readonly holdClass: (index: number | null) => void;
}

export function createRunBook({ get, set }: SliceTools<RunBookState>): RunBook {
  const logs = new Map<string, RunLog>();
  const pacer = createPaintPacer(() =>
    set({ runs: get().runs.map((run) => repainted(run, logs.get(run.runId))) }),
  );
  return {
    add: (run, log) => {
      logs.set(run.runId, log);
      const others = get().runs.filter(({ runId }) => runId !== run.runId);
      set({ runs: [...others, run] });
    },
    replace: ({ runId }, log) => {
      logs.set(runId, log);
      pacer.now();
    },
    show: (run) => {
      if (!hasShownClasses(get(), run)) get().holdClass(null);
      set({ shownId: run.runId, position: null, page: 'train' });
    },
    drop: (dropped) => {
      logs.delete(dropped);
      const runs = get().runs.filter(({ runId }) => runId !== dropped);
      const { shownId } = get();
      set({ runs, shownId: shownId === dropped ? (runs.at(-1)?.runId ?? null) : shownId });
    },
    append: (events) => {
      for (const event of events) logs.get(event.runId)?.append([event]);
      // Progress can wait for its turn; what the person asked for, or waits for, cannot.
      if (events.some(isAwaited)) pacer.now();
      else pacer.request();
    },
    paint: pacer.now,
    eventsOf: (runId) => logs.get(runId)?.events ?? [],
  };
}

/** Whether a run has the classes that the page shows, so that a held one stays the same class. */
function hasShownClasses(state: RunBookState, run: RunView): boolean {
  const before = shownRun(state);
  const shown = (before && classesOf(before)) ?? heldData(state.data)?.classes;
  return String(shown) === String(classesOf(run));
}

function classesOf({ newest, images }: RunView): readonly string[] | undefined {
  return newest?.dataset.classes ?? images?.classes;
}

function repainted(run: RunView, log: RunLog | undefined): RunView {
  if (log === undefined || log.newest === run.newest) return run;
  return { ...run, newest: log.newest, moments: log.moments };
}
