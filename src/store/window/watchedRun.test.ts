/** Two windows of one browser: one trains a run, the other looks on and takes it over. */
import { describe, expect, it, vi } from 'vitest';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { plainAbout } from '../../storage/runs/runAbout.ts';
import { summaryOf } from '../../storage/runs/runSummary.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { RunBroadcaster } from '../../worker/runBroadcast.ts';
import { pileOfFiles } from '../data/pile.ts';
import { whyNotTrain } from '../selectors.ts';
import { FakeBrowser } from '../testing/fakeBrowser.ts';
import { createFakeWorker, sampleDataset } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import { isLookingOn } from './watchedRunSlice.ts';

/** So many images that nothing of an experiment is fitted to them. */
const view = { ...sampleDataset('cats', ['a', 'b']), trainCounts: [9000, 9000] };
const log: readonly RunEvent[] = sampleLog({ data: 'mnist', rounds: 2, epochs: 3 }).map((event) =>
  event.type === 'run-started'
    ? { ...event, dataset: { ...event.dataset, hash: view.hash } }
    : event,
);
const [{ runId }] = log;

/** The run as it is listed once so many of its events are told. */
function listed(events: number, isUnderWay: boolean): ListedRun {
  const state = foldRun(log.slice(0, events));
  if (state === null) throw new Error('a log tells something');
  const kept = { bytes: { log: 1, networks: 1, other: 1 }, networks: [] };
  return { ...plainAbout, ...summaryOf(state), ...kept, state: 'whole', isUnderWay };
}

const textOf = (events: readonly RunEvent[]) => ({
  bytes: new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join('')),
});

/** Another window trains the run, of which this one, with the run's data, finds so much kept. */
async function setUp(told: number) {
  const browser = new FakeBrowser();
  const other = browser.open();
  const here = browser.open();
  const worker = createFakeWorker();
  const store = createWorkbench(worker.connect, 'glyphs.bin', undefined, here.windows);
  const now = store.getState;
  await other.windows.claim(runId);
  const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
  worker.last('read-files').answer(view);
  await reading;
  store.setState({ keptRuns: [listed(told, true)] });
  const broadcaster = new RunBroadcaster(other.channel);
  const asks = (name: string) => worker.asked.filter((one) => one.name === name).length;
  const answer = async (name: 'run-log' | 'list-runs' | 'go-on', times: number, value: unknown) => {
    await vi.waitFor(() => expect(asks(name)).toBeGreaterThanOrEqual(times));
    worker.last(name).answer(value);
  };
  const lookOn = async () => {
    const opening = now().openKeptRun(runId);
    await answer('run-log', 1, textOf(log.slice(0, told)));
    await opening;
  };
  /** The other window goes, with so much kept; the list is as it stands then. */
  const closeOther = async (kept: number) => {
    const [logs, lists] = [asks('run-log'), asks('list-runs')];
    other.close();
    await answer('run-log', logs + 1, textOf(log.slice(0, kept)));
    await answer('list-runs', lists + 1, [listed(kept, false)]);
  };
  return { store, now, worker, other, here, broadcaster, asks, answer, lookOn, closeOther };
}

const shown = ({ now }: Awaited<ReturnType<typeof setUp>>) =>
  now().runs.find((run) => run.runId === now().shownId);

describe('a run that another window trains', () => {
  it('is shown live and read only', async () => {
    const window = await setUp(8);
    const { now, broadcaster, lookOn } = window;
    await lookOn();
    expect(now().watched).toEqual({ runId, phase: 'live', takesOver: false });
    expect(shown(window)).toMatchObject({ origin: 'another window', newest: { seq: 7 } });
    broadcaster.tell(log.slice(8, 12));
    await vi.waitFor(() => expect(shown(window)?.newest?.seq).toBe(11));
    expect([isLookingOn(now()), now().launch.phase]).toEqual([true, 'idle']);
    expect(whyNotTrain(now())).toMatch('another window trains this run');
  });

  it('is taken over when that window is gone, where this one waits for it', async () => {
    const window = await setUp(8);
    const { now, worker, here, lookOn, closeOther, answer, asks } = window;
    await lookOn();
    now().takeOverWhenGone(true);
    expect(now().watched?.takesOver).toBe(true);
    await closeOther(10);
    await answer('list-runs', 2, [listed(10, false)]);
    await answer('run-log', 3, textOf(log.slice(0, 9)));
    await vi.waitFor(() => expect(asks('go-on')).toBe(1));
    expect(worker.last('go-on').ask).toMatchObject({ runId });
    expect(shown(window)).toMatchObject({ origin: 'trained here', newest: { seq: 8 } });
    expect([here.windows.holds(runId), now().watched]).toEqual([true, null]);
    worker.last('go-on').answer({});
    await vi.waitFor(() => expect(now().launch.phase).toBe('idle'));
    expect(here.windows.holds(runId)).toBe(false);
  });

  it('waits for a person to resume it otherwise', async () => {
    const { now, here, lookOn, closeOther, answer, asks } = await setUp(8);
    await lookOn();
    now().takeOverWhenGone(true);
    now().takeOverWhenGone(false);
    await closeOther(10);
    await vi.waitFor(() => expect(now().watched?.phase).toBe('gone'));
    expect([here.windows.holds(runId), asks('go-on'), now().runs[0].newest?.seq]).toEqual([
      false,
      0,
      9,
    ]);
    const lists = asks('list-runs');
    void now().takeOver();
    await answer('list-runs', lists + 1, [listed(10, false)]);
    await answer('run-log', 3, textOf(log.slice(0, 9)));
    await vi.waitFor(() => expect(asks('go-on')).toBe(1));
  });

  it('is over when it is finished there', async () => {
    const { now, lookOn, closeOther, asks } = await setUp(8);
    await lookOn();
    now().takeOverWhenGone(true);
    await closeOther(log.length);
    await vi.waitFor(() => expect(now().watched).toBeNull());
    expect([now().runs[0].newest?.phase, asks('go-on')]).toEqual(['finished', 0]);
  });

  it('is not resumed here: that is said, and it is looked on at', async () => {
    const { now, lookOn: _, answer, asks } = await setUp(8);
    const resuming = now().goOnWithRun(runId);
    await answer('list-runs', 1, [listed(8, true)]);
    await answer('run-log', 1, textOf(log.slice(0, 8)));
    await resuming;
    expect(now().notices).toMatchObject([
      { tone: 'info', title: 'Another window trains this run' },
    ]);
    expect([asks('go-on'), now().watched?.phase, now().runs[0].newest?.phase]).toEqual([
      0,
      'live',
      'training',
    ]);
  });

  it('says why where it cannot be looked on at', async () => {
    const { now, worker } = await setUp(8);
    vi.useFakeTimers();
    const opening = now().openKeptRun(runId);
    for (let times = 1; times <= 20; times++) {
      worker.last('run-log').fail('It cannot be read.');
      await vi.advanceTimersByTimeAsync(1000);
    }
    await opening;
    vi.useRealTimers();
    expect(now().notices).toMatchObject([{ title: 'The run cannot be looked on at' }]);
    expect(now().watched).toBeNull();
  });

  it('is claimed by the window that trains it, whose list the others follow', async () => {
    const browser = new FakeBrowser();
    const here = browser.open();
    const worker = createFakeWorker();
    const store = createWorkbench(worker.connect, 'glyphs.bin', undefined, here.windows);
    let changes = 0;
    browser.open().windows.onChange(() => changes++);
    store.setState({ launch: { phase: 'starting', runId, asked: null } });
    store.setState({ launch: { phase: 'running', runId, asked: null } });
    await vi.waitFor(() => expect(here.windows.holds(runId)).toBe(true));
    store.setState({ launch: { phase: 'idle' } });
    await vi.waitFor(() => expect(changes).toBe(2));
    expect(here.windows.holds(runId)).toBe(false);
    const asks = () => worker.asked.filter(({ name }) => name === 'list-runs').length;
    const before = asks();
    browser.open().windows.tellChange();
    await vi.waitFor(() => expect(asks()).toBe(before + 1));
  });
});
