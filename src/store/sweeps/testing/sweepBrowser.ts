/**
 * A browser with a library of runs, for tests of the queue: what is kept lies in memory and is shared by
 * its windows, whose workers train nothing: a run ends when and as the test says.
 */
import { sampleLog } from '../../../analysis/testing/sampleRun.ts';
import { type ExperimentSpec, specHash } from '../../../spec/experimentSpec.ts';
import type { RunEvent, RunEventBody } from '../../../spec/run/runEvent.ts';
import { foldRun } from '../../../spec/testing/foldRun.ts';
import { MemoryFiles } from '../../../storage/memoryFiles.ts';
import { plainAbout } from '../../../storage/runs/runAbout.ts';
import { summaryOf } from '../../../storage/runs/runSummary.ts';
import type { WorkerListener } from '../../../worker/client.ts';
import { KeptSweeps } from '../../../worker/keptSweeps.ts';
import type { ListedRun } from '../../../worker/protocol/keptRunRequests.ts';
import type { RequestName } from '../../../worker/protocol/requests.ts';
import type { Connect } from '../../connection.ts';
import { FakeBrowser } from '../../testing/fakeBrowser.ts';
import { sampleDataset } from '../../testing/fakeClient.ts';
import { createWorkbench } from '../../workbench.ts';

const sample = sampleLog({ data: 'mnist', method: 'single', epochs: 2 });
const view = { ...sampleDataset('Glyphs', ['a', 'b']), source: 'builtin:glyphs' };
/** What a published data set is once somebody has fetched it. */
const fetched = { ...sampleDataset('MNIST', ['0', '1']), source: 'catalog:mnist' };
/** Of the sample up to its first epoch. */
const begun = sample.findIndex(({ type }) => type === 'epoch-finished') + 1;

/** The experiment of the sample, on a data set that windows open by themselves. */
export const sampleBase: ExperimentSpec = (() => {
  const [first] = sample;
  if (first.type !== 'run-started') throw new Error('a log begins with its experiment');
  const dataset = { ...first.spec.dataset, source: view.source, hash: null };
  return { ...first.spec, dataset };
})();

interface KeptRun {
  events: RunEvent[];
  isUnderWay: boolean;
}

/** A window, and the run that its worker is at. */
export interface SweepWindow {
  readonly store: ReturnType<typeof createWorkbench>;
  /** What its worker was asked to train or go on with: `start <hash>`, `go-on <hash>`. */
  readonly trained: string[];
  /** Ends the run under way: finished, or as said. */
  readonly end: (how?: 'finished' | 'failed' | 'stopped') => Promise<void>;
  /** The browser closes it; what it trains stands where it is. */
  readonly close: () => void;
}

export class SweepBrowser {
  readonly files = new MemoryFiles();
  readonly runs = new Map<string, KeptRun>();
  /** Whether MNIST was fetched, and is stored. */
  hasFetched = false;
  /** Whether nothing more of a run is written. */
  isFull = false;
  private readonly windows = new FakeBrowser();
  private readonly sweeps = new KeptSweeps(async () => this.files);

  /** Hashes of the experiments that the library has finished. */
  finished(): string[] {
    return this.list().flatMap((run) =>
      run.state === 'whole' && run.phase === 'finished' ? [run.specHash] : [],
    );
  }

  /** Puts a run into the library: whole, or as it stands after its first epoch. */
  keep(spec: ExperimentSpec, how: 'finished' | 'begun'): void {
    const runId = `kept-${this.runs.size}`;
    this.runs.set(runId, { events: eventsOf(spec, runId, how), isUnderWay: false });
  }

  open(): SweepWindow {
    const browserWindow = this.windows.open();
    const trained: string[] = [];
    let listener: WorkerListener | null = null;
    let under: { readonly runId: string; readonly resolve: () => void } | null = null;
    let isClosed = false;
    const tell = (runId: string, events: readonly RunEvent[]) => {
      if (!this.isFull) this.runs.get(runId)?.events.push(...events);
      listener?.onEvents(events);
    };
    const train = (runId: string) =>
      new Promise<Record<never, never>>((resolve) => {
        under = { runId, resolve: () => resolve({}) };
      });
    const answers: Partial<Record<RequestName, (ask: never) => unknown>> = {
      'list-sweeps': () => this.sweeps.list(),
      'keep-sweep': (ask) => this.sweeps.keep(ask),
      'forget-sweep': (ask) => this.sweeps.forget(ask),
      'keep-sweep-draft': (ask) => this.sweeps.keepDraft(ask),
      'keep-queue': (ask) => this.sweeps.keepQueue(ask),
      'list-runs': () => this.list(),
      'list-stored': () => this.stored(),
      'keep-dataset': () => this.stored(),
      'open-stored': () => fetched,
      'open-glyphs': () => view,
      // All that is kept is a checkpoint after the first epoch.
      'run-log': ({ runId }: { runId: string }) => {
        const upTo = (this.runs.get(runId)?.events ?? []).slice(0, begun);
        const text = upTo.map((event) => JSON.stringify(event));
        return { bytes: new TextEncoder().encode(`${text.join('\n')}\n`) };
      },
      start: ({ spec, runId }: { spec: ExperimentSpec; runId: string }) => {
        trained.push(`start ${specHash(spec)}`);
        this.runs.set(runId, { events: [], isUnderWay: true });
        tell(runId, eventsOf(spec, runId, 'begun'));
        return train(runId);
      },
      'go-on': ({ runId }: { runId: string }) => {
        const run = this.runs.get(runId);
        if (run === undefined) throw new Error('no such run');
        run.isUnderWay = true;
        run.events.splice(begun);
        trained.push(`go-on ${foldRun(run.events)?.specHash}`);
        return train(runId);
      },
    };
    const connect: Connect = (heard) => {
      listener = heard;
      return {
        terminate: () => {},
        ask: async (name, ask) => {
          // What is asked of a window that is closed comes to nothing.
          if (isClosed) return new Promise(() => {});
          return ((await answers[name]?.(structuredClone(ask) as never)) ?? {}) as never;
        },
      };
    };
    const store = createWorkbench(connect, 'glyphs.bin', undefined, browserWindow.windows);
    return {
      store,
      trained,
      end: async (how = 'finished') => {
        for (let turn = 0; under === null && turn < 1000; turn++) await nextTurn();
        const now = under;
        const run = now && this.runs.get(now.runId);
        if (now === null || !run) throw new Error('nothing trains');
        under = null;
        tell(now.runId, endOf(run.events, how));
        run.isUnderWay = false;
        now.resolve();
        await settled();
      },
      close: () => {
        isClosed = true;
        const run = under && this.runs.get(under.runId);
        if (run) run.isUnderWay = false;
        browserWindow.close();
      },
    };
  }

  private stored() {
    const datasets = this.hasFetched ? [storedAs(fetched)] : [];
    return { kind: 'browser', datasets, unfinished: 0, room: null };
  }

  private list(): ListedRun[] {
    const lists = [...this.runs.values()].map(({ events, isUnderWay }): ListedRun[] => {
      const state = foldRun(events);
      if (state === null) return [];
      const kept = { bytes: { log: 1, networks: 1, other: 1 }, networks: [] };
      return [{ ...plainAbout, ...summaryOf(state), ...kept, state: 'whole', isUnderWay }];
    });
    return lists.flat();
  }
}

function storedAs({ source, name, hash, classes, shape, trainCounts }: typeof fetched) {
  return {
    state: 'whole',
    bytes: 1,
    source,
    name,
    hash,
    format: 'IDX',
    classes,
    shape,
    values: 'uint8',
    trainCount: trainCounts.length,
    testCount: null,
    notes: [],
    files: [],
    keptAt: 0,
  };
}

/** Lets all that is under way between page and worker come to rest. */
export async function settled(): Promise<void> {
  for (let stretch = 0; stretch < 5; stretch++) {
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    // What goes by other threads, as packing and hashing do, takes time and not turns.
    await new Promise((resolve) => realTimeout(resolve, 3));
  }
}

/** Also where a test has made up the page's clock meanwhile. */
const realTimeout = globalThis.setTimeout;

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

function eventsOf(spec: ExperimentSpec, runId: string, how: 'finished' | 'begun'): RunEvent[] {
  const events = how === 'begun' ? sample.slice(0, begun) : sample;
  return events.map((event) => {
    if (event.type !== 'run-started') return { ...event, runId };
    const dataset = { ...event.dataset, hash: view.hash };
    return { ...event, runId, spec, specHash: specHash(spec), dataset };
  });
}

function endOf(events: readonly RunEvent[], how: 'finished' | 'failed' | 'stopped'): RunEvent[] {
  const { runId } = events[0];
  if (how === 'finished') {
    return sample.slice(events.length).map((event) => ({ ...event, runId }));
  }
  const end: RunEventBody =
    how === 'stopped'
      ? { type: 'run-stopped', seconds: 1 }
      : { type: 'run-failed', message: 'It diverged.', remedy: 'Lower the rate.' };
  return [{ runId, seq: events.length, at: sample[events.length].at, ...end }];
}
