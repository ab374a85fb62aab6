/** The queue: through all runs, whatever ends a run or a window, in the window that has it. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { plannedRuns } from '../../spec/sweeps/plannedRuns.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { claimPatience, reloadPatience } from './queueSeat.ts';
import { SweepBrowser, type SweepWindow, sampleBase, settled } from './testing/sweepBrowser.ts';

/** Two learning rates, and so many seeds. */
function sweepOf(seeds: number, name = 'Rates'): SweepSpec {
  const reading = readSweep({
    format: 'espalier-sweep',
    version: 1,
    name,
    base: sampleBase,
    axes: [{ path: 'training.learningRate', values: [0.1, 0.2] }],
    seeds: { first: 1, count: seeds },
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.sweep;
}

const hashesOf = (sweep: SweepSpec) => plannedRuns(sweep).map(({ hash }) => hash);
const queueOf = ({ store }: SweepWindow) => store.getState().queue;
const waiting = (window: SweepWindow) => queueOf(window)?.runs.map(({ hash }) => hash);

async function opened(browser = new SweepBrowser()) {
  const window = browser.open();
  await window.store.getState().askKeptRuns();
  await window.store.getState().openQueue();
  await settled();
  return { browser, window, now: window.store.getState };
}

async function queued(sweep: SweepSpec, which: 'first seed' | 'all' = 'all') {
  const bench = await opened();
  const id = await bench.now().queueSweep(sweep, { id: null, which });
  await settled();
  return { ...bench, id };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('the queue', () => {
  it('trains all runs of a sweep, each once, in their order', async () => {
    const sweep = sweepOf(2);
    const { browser, window, now } = await queued(sweep);
    const hashes = hashesOf(sweep);
    expect(hashes).toHaveLength(4);
    expect(queueOf(window)).toMatchObject({ holder: 'here', current: hashes[0], done: 0 });
    for (const _run of hashes) await window.end();
    expect(window.trained).toEqual(hashes.map((hash) => `start ${hash}`));
    expect(browser.finished()).toEqual(hashes);
    expect(queueOf(window)).toMatchObject({ done: 4, runs: [], holder: 'nobody', current: null });
    // What is kept and not shown is let go of.
    expect(now().runs).toEqual([]);
    expect(now().page).toBe('data');
  });

  it('trains no run that the library has, and goes on with one that stands in the middle', async () => {
    const sweep = sweepOf(2);
    const [first, second, third, fourth] = plannedRuns(sweep);
    const browser = new SweepBrowser();
    const trainedWithData = { ...first.spec.dataset, hash: 'b'.repeat(64) };
    browser.keep({ ...first.spec, dataset: trainedWithData }, 'finished');
    browser.keep(second.spec, 'begun');
    const { window, now } = await opened(browser);
    await now().queueSweep(sweep, { id: null, which: 'all' });
    await settled();
    expect(waiting(window)).toEqual([second.hash, third.hash, fourth.hash]);
    for (const _run of [second, third, fourth]) await window.end();
    expect(window.trained).toEqual([
      `go-on ${second.hash}`,
      `start ${third.hash}`,
      `start ${fourth.hash}`,
    ]);
  });

  it('marks a run that fails, tells of it and goes on', async () => {
    const sweep = sweepOf(1);
    const [first, second] = hashesOf(sweep);
    const { window, now } = await queued(sweep);
    await window.end('failed');
    expect(queueOf(window)).toMatchObject({ current: second });
    expect(queueOf(window)?.runs[0]).toMatchObject({
      hash: first,
      failure: { message: 'It diverged.', remedy: 'Lower the rate.' },
    });
    expect(now().notices.at(-1)?.message).toContain('It diverged.');
    await window.end();
    expect(queueOf(window)).toMatchObject({ done: 1, holder: 'nobody' });
    await now().retryQueued([first]);
    await settled();
    await window.end();
    expect(queueOf(window)).toMatchObject({ done: 2, runs: [] });
  });

  it('rests over a run that is not written to its end, and lets nothing go of it', async () => {
    const sweep = sweepOf(1);
    const [first, second] = hashesOf(sweep);
    const { browser, window, now } = await queued(sweep);
    browser.isFull = true;
    await window.end();
    expect(queueOf(window)).toMatchObject({ isPaused: true, done: 0, current: null });
    expect(waiting(window)).toEqual([first, second]);
    expect(now().runs.map(({ newest }) => newest?.phase)).toEqual(['finished']);
    expect(now().notices.at(-1)?.title).toBe('The queue rests: a run was not written down');
    browser.isFull = false;
    await now().resumeQueue();
    await settled();
    expect(window.trained.at(-1)).toBe(`go-on ${first}`);
    await window.end();
    await window.end();
    expect(browser.finished()).toEqual([first, second]);
  });

  it('tries all that failed again, in their order, with one press', async () => {
    const sweep = sweepOf(2);
    const hashes = hashesOf(sweep);
    const { browser, window, now } = await queued(sweep);
    for (const _run of hashes) await window.end('failed');
    expect(queueOf(window)).toMatchObject({ done: 0, holder: 'nobody' });
    expect(queueOf(window)?.runs.every(({ failure }) => failure !== null)).toBe(true);
    await now().retryQueued(hashes);
    await settled();
    for (const _run of hashes) await window.end();
    expect(browser.finished()).toEqual(hashes);
    expect(queueOf(window)).toMatchObject({ done: 4, runs: [] });
  });

  it('rests when a person stops its run, and goes on with that run when told to', async () => {
    const sweep = sweepOf(1);
    const [first, second] = hashesOf(sweep);
    const { window, now } = await queued(sweep);
    void now().commandRun('stop');
    await window.end('stopped');
    expect(queueOf(window)).toMatchObject({ isPaused: true, current: null });
    expect(waiting(window)).toEqual([first, second]);
    await now().resumeQueue();
    await settled();
    expect(window.trained.at(-1)).toBe(`go-on ${first}`);
  });

  it('rests after its run, in an order that a person gave it', async () => {
    const sweep = sweepOf(2);
    const [first, second, third, fourth] = hashesOf(sweep);
    const { window, now } = await queued(sweep);
    await now().moveQueued([fourth], second);
    await now().removeQueued([third, first]);
    expect(waiting(window)).toEqual([first, fourth, second]);
    await now().pauseQueue('after this run');
    await window.end();
    expect(queueOf(window)).toMatchObject({ isPaused: true, holder: 'nobody', done: 1 });
    expect(window.trained).toHaveLength(1);
    await now().resumeQueue();
    await settled();
    expect(window.trained.at(-1)).toBe(`start ${fourth}`);
  });

  it('takes the first seed before all that wait, but for the run under way', async () => {
    const long = sweepOf(2);
    const { window, now } = await queued(long);
    const other = { ...sweepOf(2, 'Later'), base: { ...sampleBase, augment: shifted } };
    const [first, second, third, fourth] = hashesOf(long);
    const [otherFirst, otherSecond] = hashesOf(other);
    await now().queueSweep(other, { id: null, which: 'first seed' });
    expect(waiting(window)).toEqual([first, otherFirst, otherSecond, second, third, fourth]);
  });

  it('adds runs to a finished sweep under its id, and takes out those that it lost', async () => {
    const { browser, window, now, id } = await queued(sweepOf(1));
    for (const _run of [1, 2]) await window.end();
    await now().queueSweep(sweepOf(3), { id, which: 'all' });
    await settled();
    expect(waiting(window)).toEqual(hashesOf(sweepOf(3)).slice(2));
    await now().queueSweep(sweepOf(2), { id, which: 'all' });
    expect(waiting(window)).toEqual(hashesOf(sweepOf(2)).slice(2));
    expect(now().sweeps?.map((sweep) => sweep.id)).toEqual([id]);
    expect(browser.finished()).toHaveLength(2);
  });

  it('goes on where it was when the window is opened anew, and rests where it rested', async () => {
    const sweep = sweepOf(2);
    const hashes = hashesOf(sweep);
    const { browser, window } = await queued(sweep);
    await window.end();
    window.close();
    const next = await opened(browser);
    expect(next.window.trained).toEqual([`go-on ${hashes[1]}`]);
    expect(queueOf(next.window)).toMatchObject({ holder: 'here', done: 1 });
    await next.now().pauseQueue('after this run');
    next.window.close();
    const last = await opened(browser);
    expect([last.window.trained, queueOf(last.window)?.isPaused]).toEqual([[], true]);
    await last.now().resumeQueue();
    await settled();
    for (const _run of hashes.slice(1)) await last.window.end();
    expect(browser.finished()).toEqual(hashes);
  });

  it('is looked on at by a second window, which goes on with it once the first is gone', async () => {
    const sweep = sweepOf(1);
    const [first, second] = hashesOf(sweep);
    const { browser, window } = await queued(sweep);
    const other = browser.open();
    const now = other.store.getState;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const opening = now().openQueue();
    await settled();
    // It waits as long as a window that was just left may hold its claims.
    expect(queueOf(other)?.holder).toBe('nobody');
    vi.advanceTimersByTime(reloadPatience);
    await opening;
    expect(queueOf(other)?.holder).toBe('elsewhere');
    const removing = now().removeQueued([second]);
    vi.advanceTimersByTime(claimPatience);
    await removing;
    vi.useRealTimers();
    expect(now().notices.at(-1)?.title).toBe('Another window works through the queue');
    expect(waiting(other)).toEqual([first, second]);
    await window.end();
    window.close();
    await vi.waitFor(() => expect(queueOf(other)?.holder).toBe('left'));
    expect(waiting(other)).toEqual([second]);
    expect(other.trained).toEqual([]);
    await now().resumeQueue();
    await settled();
    await other.end();
    expect(browser.finished()).toEqual([first, second]);
  });

  it('tells of a queue that is damaged, and loses no sweep over it', async () => {
    const { browser, window } = await queued(sweepOf(1));
    window.close();
    for (const name of ['queue.a', 'queue.b']) {
      const file = await browser.files.open(name, 'empty');
      await file.write(0, new TextEncoder().encode('torn'));
      await file.close();
    }
    const { now } = await opened(browser);
    expect(now().notices.map(({ title }) => title)).toEqual(['The queue could not be read']);
    expect(now().sweeps).toMatchObject([{ state: 'whole' }]);
    expect(now().queue?.runs).toEqual([]);
  });
});

describe('a comparison that waits in no queue', () => {
  it('is there again when the page is opened anew, until it is queued', async () => {
    const browser = new SweepBrowser();
    const first = await opened(browser);
    first.now().compareOver(sampleBase);
    first.now().editSweep((sweep) => ({ ...sweep, name: 'Mine' }));
    await settled();
    first.window.close();
    const second = await opened(browser);
    const draft = second.now().sweepDraft;
    expect(draft).toMatchObject({ id: null, isEdited: true, value: { name: 'Mine' } });
    expect(second.now().isSweepOpen).toBe(false);
    if (!draft?.sweep) throw new Error('no sweep');
    const id = await second.now().queueSweep(draft.sweep, { id: null, which: 'all' });
    second.now().noteSweepKept(draft.sweep, id ?? '');
    await settled();
    second.window.close();
    const third = await opened(browser);
    expect(third.now().sweepDraft).toBeNull();
    expect(third.now().sweeps).toMatchObject([{ state: 'whole', sweep: { name: 'Mine' } }]);
  });
});

describe('runs on several data sets', () => {
  const mnist = { ...sampleBase.dataset, source: 'catalog:mnist' };
  const overData: SweepSpec = {
    ...sweepOf(2),
    axes: [
      {
        name: 'Data set',
        values: [
          { name: 'MNIST', set: { dataset: mnist } },
          { name: 'Glyphs', set: { dataset: sampleBase.dataset } },
        ],
      },
    ],
  };

  it('wait in their places for data that are not here, and follow once these are', async () => {
    const { browser, window, now } = await queued(overData);
    const [first, glyphs, third, others] = hashesOf(overData);
    expect(queueOf(window)).toMatchObject({ current: glyphs });
    expect(queueOf(window)?.lacking).toEqual(new Set([first, third]));
    expect(now().notices.map(({ title }) => title)).toEqual(['2 runs of the queue wait for MNIST']);
    await window.end();
    await window.end();
    expect(browser.finished()).toEqual([glyphs, others]);
    expect(waiting(window)).toEqual([first, third]);
    await now().openBuiltIn('builtin:glyphs');
    await settled();
    expect(queueOf(window)?.lacking).toEqual(new Set([first, third]));
    expect(now().notices).toHaveLength(1);
    expect(queueOf(window)?.runs.every(({ failure }) => failure === null)).toBe(true);
    browser.hasFetched = true;
    await now().refreshStorage();
    await settled();
    await window.end();
    await window.end();
    expect(browser.finished()).toHaveLength(4);
    expect(queueOf(window)).toMatchObject({ done: 4, runs: [], holder: 'nobody' });
  });

  it('are opened for each run, and the experiment in the form keeps its own', async () => {
    const browser = new SweepBrowser();
    browser.hasFetched = true;
    const { window, now } = await opened(browser);
    await now().openBuiltIn('builtin:glyphs');
    const drafted = now().draft.lastGood.dataset;
    await now().queueSweep(overData, { id: null, which: 'all' });
    await settled();
    const held = () => (now().data.phase === 'held' ? now().data : null);
    expect(held()).toMatchObject({ view: { name: 'MNIST' } });
    expect(now().draft.lastGood.dataset).toEqual(drafted);
    for (let run = 0; run < 4; run++) await window.end();
    expect(browser.finished()).toHaveLength(4);
    // What was at hand before is again.
    expect(held()).toMatchObject({ view: { name: 'Glyphs' } });
    expect(now().draft.lastGood.dataset).toEqual(drafted);
    expect(now().notices).toEqual([]);
  });
});

const shifted = { ...sampleBase.augment, pad: sampleBase.augment.pad + 1 };
