/** A link or a log from a stranger while there is work: nothing of it is touched or started. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleLog } from '../analysis/testing/sampleRun.ts';
import { encodeLink } from '../spec/link.ts';
import { pileOfFiles } from '../store/data/pile.ts';
import { createFakeWorker, sampleDataset } from '../store/testing/fakeClient.ts';
import { createWorkbench } from '../store/workbench.ts';
import { openLink } from './addressBar.ts';

async function setUp() {
  const worker = createFakeWorker();
  const now = createWorkbench(worker.connect, 'glyphs.bin').getState;
  const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
  worker.last('read-files').answer(sampleDataset('cats', ['a', 'b']));
  await reading;
  const asked = (...names: string[]) => worker.asked.filter(({ name }) => names.includes(name));
  return { worker, now, asked };
}

const logOf = (runId: string) =>
  sampleLog({ data: 'mnist', rounds: 2, epochs: 3 }).map((event) => ({ ...event, runId }));

describe('a link that is opened', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('while a run is under way is a new draft, and the run goes on to its end', async () => {
    const { worker, now, asked } = await setUp();
    const ended = now().startRun();
    const { runId } = worker.last('start').ask as { runId: string };
    const events = logOf(runId);
    worker.emit(events.slice(0, 3));
    const before = now().runs;
    expect(before).toHaveLength(1);
    const stranger = { ...now().draft.lastGood, name: 'from a stranger', seed: 99 };
    expect(openLink(now(), await encodeLink(stranger))).toBe(true);
    expect(now().draft.spec).toEqual(stranger);
    expect(now().runs).toBe(before);
    worker.emit(events.slice(3));
    worker.last('start').answer({});
    await ended;
    expect(now().runs.map(({ runId: id, newest }) => [id, newest?.phase])).toEqual([
      [runId, 'finished'],
    ]);
    expect([asked('start').length, asked('stop', 'pause').length]).toEqual([1, 0]);
  });

  it('and refused leaves the draft as it is', async () => {
    const { now } = await setUp();
    now().edit('seed', 4711);
    const { draft } = now();
    const tooLong = { ...draft.lastGood, training: { ...draft.lastGood.training, epochs: 1e9 } };
    expect(openLink(now(), await encodeLink(tooLong))).toBe(false);
    expect(now().notices.at(-1)?.message).toContain('training.epochs: must be a whole number');
    expect(now().draft).toBe(draft);
  });

  it('for the longest run there can be starts nothing, and tells what it costs when asked', async () => {
    const { worker, now, asked } = await setUp();
    vi.advanceTimersByTime(4000);
    const timed = asked('estimate').length;
    const { lastGood } = now().draft;
    const long = { ...lastGood, training: { ...lastGood.training, epochs: 10_000 } };
    expect(openLink(now(), await encodeLink(long))).toBe(true);
    now().useHeldData();
    vi.advanceTimersByTime(60_000);
    expect([asked('estimate').length, asked('start').length]).toEqual([timed, 0]);
    now().trustDraft();
    vi.advanceTimersByTime(400);
    expect(worker.last('estimate').ask).toMatchObject({ spec: { training: { epochs: 10_000 } } });
    worker.last('estimate').answer({ seconds: 31_536_000, stepMilliseconds: 5 });
    await vi.advanceTimersByTimeAsync(0);
    expect(now().estimate).toMatchObject({ phase: 'known', seconds: 31_536_000 });
    expect(asked('start')).toEqual([]);
  });
});

it('a log that is imported stands beside the run that is under way', async () => {
  const { worker, now } = await setUp();
  void now().startRun();
  const { runId } = worker.last('start').ask as { runId: string };
  worker.emit(logOf(runId).slice(0, 3));
  const text = logOf('another').map((event) => JSON.stringify(event));
  expect(await now().importLog(new File([text.join('\n')], 'events.jsonl'))).toBe(true);
  expect(now().runs.map((run) => [run.runId === runId, run.newest?.phase])).toEqual(
    expect.arrayContaining([
      [true, 'training'],
      [false, 'finished'],
    ]),
  );
  // Its own log, sent under the id of the run: kept apart, or refused, but never put in its place.
  const own = logOf(runId).map((event) => JSON.stringify(event));
  await now().importLog(new File([own.join('\n')], 'events.jsonl'));
  const live = now().runs.find((run) => run.runId === runId);
  expect(live?.newest?.phase).toBe('training');
});
