import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleLog } from '../analysis/testing/sampleRun.ts';
import { defaultComplementary } from '../spec/methods/complementary.ts';
import { presetOf } from '../spec/presets/presets.ts';
import { pileOfFiles } from './data/pile.ts';
import { isAtWork, shownState, whyNotTrain } from './selectors.ts';
import { createFakeWorker, sampleDataset } from './testing/fakeClient.ts';
import { createWorkbench } from './workbench.ts';

function setUp() {
  const worker = createFakeWorker();
  const store = createWorkbench(worker.connect, 'glyphs.bin');
  const now = store.getState;
  const takeData = async (name: string) => {
    const reading = now().readFiles(pileOfFiles([new File([], `${name}.zip`)]));
    worker.last('read-files').answer(sampleDataset(name, ['a', 'b']));
    await reading;
  };
  /** Starts a run and lets the worker emit a sample log under its id. */
  const startRun = () => {
    const ended = now().startRun();
    const { runId } = worker.last('start').ask as { runId: string };
    const events = sampleLog({ data: 'mnist', rounds: 2, epochs: 3 }).map((event) => ({
      ...event,
      runId,
    }));
    return { ended, events, runId };
  };
  return { worker, now, takeData, startRun };
}

describe('the workbench', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('keeps the data at hand when other files are refused', async () => {
    const { worker, now, takeData } = setUp();
    await takeData('cats');
    const reading = now().readFiles(pileOfFiles([new File([], 'bad.zip')]));
    expect(now().data).toMatchObject({ phase: 'reading', what: 'bad.zip' });
    worker.last('read-files').fail('No images.');
    expect(await reading).toBe(false);
    expect(now().data).toMatchObject({ phase: 'held', view: { name: 'cats' } });
    expect(now().refusal?.title).toBe('bad.zip was not imported. cats is as it was.');
  });

  it('keeps what is held at that moment when the second of two reads fails', async () => {
    const { worker, now } = setUp();
    const cats = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    const first = worker.last('read-files');
    const bad = now().readFiles(pileOfFiles([new File([], 'bad.zip')]));
    first.answer(sampleDataset('cats', ['a', 'b']));
    await cats;
    expect(now().data).toMatchObject({ phase: 'reading', what: 'bad.zip' });
    worker.last('read-files').fail('No images.');
    await bad;
    expect(now().data).toMatchObject({ phase: 'held', view: { name: 'cats' } });
    expect(now().refusal?.title).toBe('bad.zip was not imported. cats is as it was.');
  });

  it('tells how far a read has come, and forgets it without a word when it is given up', async () => {
    const { worker, now } = setUp();
    const reading = now().openBuiltIn('builtin:shapes');
    const asked = worker.last('open-shapes');
    const progress = { stage: 'make', what: 'Shapes', done: 5, total: 9, unit: 'images' } as const;
    asked.task?.onProgress?.(progress);
    expect(now().data).toMatchObject({ phase: 'reading', what: 'Shapes', progress });
    now().cancelReading();
    expect(asked.task?.signal?.aborted).toBe(true);
    asked.fail('given up', true);
    expect(await reading).toBe(false);
    expect(now()).toMatchObject({ data: { phase: 'none' }, refusal: null });
  });

  it('lets go of a class when a run with other classes is shown', async () => {
    const { worker, now, takeData, startRun } = setUp();
    await takeData('cats');
    now().holdClass(1);
    const { ended, events } = startRun();
    expect(now().heldClass).toBe(1);
    worker.emit(events);
    worker.last('start').answer({});
    await ended;
    now().holdClass(1);
    await takeData('horses');
    expect(now().heldClass).toBe(1);
    void now().startRun();
    expect(now().heldClass).toBeNull();
  });

  it('is at work while data are read and while a run is under way', async () => {
    const { worker, now, startRun } = setUp();
    expect(isAtWork(now())).toBe(false);
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    expect(isAtWork(now())).toBe(true);
    worker.last('read-files').answer(sampleDataset('cats', ['a', 'b']));
    await reading;
    expect(isAtWork(now())).toBe(false);
    const { ended } = startRun();
    expect(isAtWork(now())).toBe(true);
    worker.last('start').answer({});
    await ended;
    expect(isAtWork(now())).toBe(false);
  });

  it('makes the draft name the data that was taken', async () => {
    const { now, takeData } = setUp();
    await takeData('cats');
    expect(now().draft.spec?.dataset).toMatchObject({ source: 'local:cats' });
    expect(whyNotTrain(now())).toBeNull();
  });

  it('does not train a preset on another data set than it names', async () => {
    const { worker, now, takeData } = setUp();
    await takeData('cats');
    const preset = presetOf('mnist-mlp');
    if (preset) now().takePreset(preset);
    expect(whyNotTrain(now())).toMatch(/another data set/);
    await now().startRun();
    expect(worker.asked.some(({ name }) => name === 'start')).toBe(false);
    now().useHeldData();
    expect(whyNotTrain(now())).toBeNull();
  });

  it('says so when other images come than the experiment waited for', async () => {
    const { now, takeData } = setUp();
    const preset = presetOf('mnist-mlp');
    if (preset) now().takePreset(preset);
    await takeData('cats');
    expect(now().notices[0]).toMatchObject({ tone: 'info' });
    expect(now().notices[0].message).toMatch(/named MNIST/);
    await takeData('dogs');
    expect(now().notices.filter(({ message }) => message.includes('named'))).toHaveLength(1);
  });

  it('paints progress at most four times a second, and endings at once', async () => {
    const { worker, now, takeData, startRun } = setUp();
    await takeData('cats');
    const { ended, events } = startRun();
    worker.emit(events.slice(0, 2));
    const started = now().runs[0].newest;
    expect(started?.rounds).toHaveLength(1);
    worker.emit(events.slice(2, 3));
    expect(now().runs[0].newest).toBe(started);
    vi.advanceTimersByTime(250);
    expect(now().runs[0].newest?.seq).toBe(2);
    worker.emit(events.slice(3));
    expect(now().runs[0].newest?.phase).toBe('finished');
    worker.last('start').answer({});
    await ended;
    expect(now().launch).toEqual({ phase: 'idle' });
  });

  it('shows an earlier moment while the run goes on, and returns', async () => {
    const { worker, now, takeData, startRun } = setUp();
    await takeData('cats');
    const { events } = startRun();
    worker.emit(events);
    now().scrubTo({ round: 1, epoch: 2 });
    expect(shownState(now())?.rounds[0].epochs).toHaveLength(2);
    now().scrubTo(null);
    expect(shownState(now())?.phase).toBe('finished');
  });

  it('edits the next run’s draft while one is under way', async () => {
    const { worker, now, takeData, startRun } = setUp();
    await takeData('cats');
    const { events } = startRun();
    worker.emit(events.slice(0, 3));
    const running = now().runs[0].newest?.spec;
    now().edit('training.epochs', 77);
    expect(now().draft.spec?.training.epochs).toBe(77);
    expect(now().runs[0].newest?.spec).toBe(running);
  });

  it('ends the log of a run whose worker died', async () => {
    const { worker, now, takeData, startRun } = setUp();
    await takeData('cats');
    const { ended, events } = startRun();
    worker.emit(events.slice(0, 4));
    worker.last('start').fail('The training thread ended.');
    await ended;
    expect(now().runs[0].newest).toMatchObject({
      phase: 'failed',
      failure: { message: 'The training thread ended.', remedy: 'Try again.' },
    });
  });

  it('takes back a run that never began, and says why', async () => {
    const { worker, now, takeData, startRun } = setUp();
    await takeData('cats');
    const { ended } = startRun();
    worker.last('start').fail('No adapter.');
    await ended;
    expect(now().runs).toEqual([]);
    expect(now().notices.at(-1)).toMatchObject({ title: 'The run did not start' });
  });

  it('asks for an estimate once, a moment after the last change', async () => {
    const { worker, now, takeData } = setUp();
    await takeData('cats');
    now().edit('training.epochs', 5);
    now().edit('training.epochs', 6);
    vi.advanceTimersByTime(400);
    const asked = worker.asked.filter(({ name }) => name === 'estimate');
    expect(asked).toHaveLength(1);
    expect(asked[0].ask).toMatchObject({ spec: { training: { epochs: 6 } } });
  });

  it('computes nothing of an experiment that came by a link until somebody asks for it', async () => {
    const { worker, now, takeData } = setUp();
    await takeData('cats');
    const timings = () => worker.asked.filter(({ name }) => name === 'estimate').length;
    vi.advanceTimersByTime(400);
    expect(timings()).toBe(1);
    now().openForeign({ ...now().draft.lastGood, seed: 5 });
    now().useHeldData();
    vi.advanceTimersByTime(4000);
    expect([timings(), now().isForeign, whyNotTrain(now())]).toEqual([1, true, null]);
    now().trustDraft();
    vi.advanceTimersByTime(400);
    expect(timings()).toBe(2);
    now().openForeign({ ...now().draft.lastGood, seed: 6 });
    now().edit('training.epochs', 3);
    vi.advanceTimersByTime(400);
    expect([timings(), now().isForeign]).toEqual([3, false]);
  });

  it('tells what has changed since an experiment was made, until its objective is chosen anew', () => {
    const { now } = setUp();
    const method = defaultComplementary({ objective: 'likelihood-balanced' });
    now().replaceDraft({ ...now().draft.lastGood, method });
    expect(now().draftNote).toContain('does not say what its objective');
    expect(now().draft.spec?.method).toEqual({ ...method, balancedBy: 'batch-size' });
    now().edit('training.epochs', 3);
    expect(now().draftNote).not.toBeNull();
    now().edit('method.objective', 'likelihood');
    expect(now().draftNote).toBeNull();
    expect(now().draft.spec?.method).toEqual(defaultComplementary());
    now().openForeign(now().draft.lastGood, 'It was made before.');
    expect(now().draftNote).toBe('It was made before.');
  });

  it('gives a timing up, and ends a worker that does not', async () => {
    const { worker, now, takeData } = setUp();
    await takeData('cats');
    vi.advanceTimersByTime(400);
    const { task } = worker.last('estimate');
    now().cancelEstimate();
    expect(task?.signal?.aborted).toBe(true);
    expect(now().estimate).toMatchObject({ phase: 'failed', message: 'it was given up.' });
    expect(worker.count()).toBe(1);
    vi.advanceTimersByTime(2000);
    expect(worker.last('read-files').ask).toBeDefined();
    expect(worker.count()).toBe(2);
  });

  it('does not time again what a worker died of timing', async () => {
    const { worker, now, takeData } = setUp();
    await takeData('cats');
    vi.advanceTimersByTime(400);
    worker.die();
    const timings = () => worker.asked.filter(({ name }) => name === 'estimate').length;
    worker.last('read-files').answer(sampleDataset('cats', ['a', 'b']));
    await vi.advanceTimersByTimeAsync(4000);
    expect(now().data.phase).toBe('held');
    expect(timings()).toBe(1);
    expect(now().estimate).toMatchObject({ message: expect.stringContaining('ended over it') });
    now().edit('training.batchSize', 6);
    await vi.advanceTimersByTimeAsync(400);
    expect(timings()).toBe(2);
  });

  it('lights a class after 80 ms and holds it at once', () => {
    const { now } = setUp();
    now().hoverClass(1);
    vi.advanceTimersByTime(60);
    now().hoverClass(2);
    vi.advanceTimersByTime(79);
    expect(now().hoveredClass).toBeNull();
    vi.advanceTimersByTime(1);
    expect(now().hoveredClass).toBe(2);
    now().holdClass(3);
    expect(now()).toMatchObject({ heldClass: 3, hoveredClass: null });
  });

  it('imports a log as a run and refuses a broken one without losing it', async () => {
    vi.useRealTimers();
    const { now } = setUp();
    const text = sampleLog({ data: 'mnist', rounds: 1, epochs: 2 })
      .map((event) => JSON.stringify(event))
      .join('\n');
    expect(await now().importLog(new File([text], 'events.jsonl'))).toBe(true);
    expect(shownState(now())?.phase).toBe('finished');
    expect(await now().importLog(new File(['no'], 'bad.jsonl'))).toBe(false);
    expect(now().refusal?.fault).toMatchObject({ file: 'bad.jsonl', place: 'line 1' });
    expect(now().runs).toHaveLength(1);
  });
});
