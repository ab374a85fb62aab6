/** Runs whose worker or device goes away: recovered, given up, gone on with elsewhere, stopped. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunLog } from '../../analysis/log/runLog.ts';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { WorkerError } from '../../worker/client.ts';
import type { Loss } from '../../worker/protocol/messages.ts';
import { pileOfFiles } from '../data/pile.ts';
import { createFakeWorker, sampleDataset } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import { isTooOften, lossAfter, lossesUntil } from './lossState.ts';
import { stopPatience } from './stopRun.ts';

const lost = (loss: Loss) =>
  new WorkerError({ message: 'It went away.', remedy: 'Start again.', fault: null, loss });

const nothingKept = new WorkerError({
  message: 'Nothing is kept.',
  remedy: '',
  fault: null,
  isNothingKept: true,
});

const view = sampleDataset('cats', ['a', 'b']);

async function trainingRun(epochs = 3) {
  const worker = createFakeWorker();
  const store = createWorkbench(worker.connect, 'glyphs.bin');
  const now = store.getState;
  const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
  worker.last('read-files').answer(view);
  await reading;
  const ended = now().startRun();
  const { runId } = worker.last('start').ask as { runId: string };
  const events: RunEvent[] = sampleLog({ data: 'mnist', rounds: 2, epochs: 3 }).map((event) => ({
    ...event,
    runId,
  }));
  const ends = events.flatMap(({ type }, at) => (type === 'epoch-finished' ? [at + 1] : []));
  const told = epochs === 0 ? 2 : ends[epochs - 1];
  worker.emit(events.slice(0, told));
  const asks = (name: string) => worker.asked.filter((one) => one.name === name).length;
  /** Answers what the page asks on the way back; the checkpoint is that of the epoch before. */
  const comeBack = async (readings: number, kept: number | null) => {
    await vi.waitFor(() => expect(asks('read-files')).toBe(readings));
    worker.last('read-files').answer(view);
    await vi.waitFor(() => expect(asks('run-log')).toBe(readings - 1));
    const lines = events.slice(0, kept === null ? 0 : ends[kept - 1]);
    const text = lines.map((event) => `${JSON.stringify(event)}\n`).join('');
    if (kept === null) worker.last('run-log').failWith(nothingKept);
    else worker.last('run-log').answer({ bytes: new TextEncoder().encode(text) });
  };
  const rest = (from: number): RunEvent[] => {
    const [start] = events;
    if (start.type !== 'run-started') throw new Error('a log starts with its start');
    const { device } = start;
    const at = ends[from - 1];
    const stamp = { runId, seq: events[at - 1].seq + 1, at: events[at - 1].at + 9000 };
    const restored = {
      ...stamp,
      type: 'run-restored',
      espalier: '1',
      onOtherDevice: false,
    } as const;
    return [
      { ...restored, device },
      ...events.slice(at).map((event) => ({ ...event, seq: event.seq + 1 })),
    ];
  };
  return { worker, now, ended, runId, events, asks, comeBack, rest };
}

describe.each(['device', 'worker'] as const)('a run whose %s goes away', (part) => {
  it('goes on in a fresh worker from its checkpoint', async () => {
    const { worker, now, ended, asks, comeBack, rest } = await trainingRun(3);
    if (part === 'device') worker.last('start').failWith(lost('device'));
    else worker.die();
    await comeBack(2, 2);
    await vi.waitFor(() => expect(asks('go-on')).toBe(1));
    expect(worker.count()).toBe(2);
    expect(worker.last('go-on').ask).toMatchObject({ isAfterLoss: true, device: 'webgpu' });
    expect(now().loss).toMatchObject({ step: 'worker', from: { round: 1, epoch: 2 } });
    expect(now().runs[0].moments).toHaveLength(2);
    const [restored, ...later] = rest(2);
    worker.emit([restored]);
    expect(now().loss).toMatchObject({ phase: 'recovering', step: 'device' });
    worker.emit(later);
    expect(now().loss).toBeNull();
    worker.last('go-on').answer({});
    await ended;
    expect(now().launch.phase).toBe('idle');
    expect(now().runs[0].newest?.phase).toBe('finished');
  });
});

describe('a run that loses its device', () => {
  it('begins anew where no epoch was finished', async () => {
    const { worker, now, asks, comeBack, events } = await trainingRun(0);
    worker.last('start').failWith(lost('device'));
    await comeBack(2, null);
    await vi.waitFor(() => expect(asks('start')).toBe(2));
    expect(now().runs[0].newest).toBeNull();
    worker.emit(events);
    expect(now().runs).toHaveLength(1);
    expect(now().runs[0].newest?.phase).toBe('finished');
  });

  it('says so where finished epochs could not be kept', async () => {
    const { worker, now, ended, comeBack } = await trainingRun(2);
    worker.last('start').failWith(lost('device'));
    await comeBack(2, null);
    await ended;
    expect(now().loss).toMatchObject({ phase: 'given-up', kept: null, canUseWasm: false });
    expect(now().runs[0].newest).toMatchObject({ phase: 'failed' });
    expect(now().runs[0].moments).toHaveLength(2);
  });

  it('begins anew with WASM where that is chosen before the first epoch, which is no loss', async () => {
    const { worker, now, asks, comeBack } = await trainingRun(0);
    worker.last('start').failWith(lost('device'));
    await comeBack(2, null);
    await vi.waitFor(() => expect(asks('start')).toBe(2));
    expect(worker.last('start').ask).toMatchObject({ device: 'webgpu' });
    void now().goOnWithWasm();
    await comeBack(3, null);
    await vi.waitFor(() => expect(asks('start')).toBe(3));
    expect(worker.last('start').ask).toMatchObject({ device: 'wasm' });
    expect(now().lossTimes).toHaveLength(1);
    expect(now().loss).toMatchObject({ what: 'graphics card', device: 'wasm' });
  });

  it('for the third time in ten minutes is left to the person, who can go on with WASM', async () => {
    const { worker, now, ended, asks, comeBack, rest, runId } = await trainingRun(3);
    worker.last('start').failWith(lost('device'));
    await comeBack(2, 2);
    await vi.waitFor(() => expect(asks('go-on')).toBe(1));
    worker.emit(rest(2).slice(0, 1));
    worker.last('go-on').failWith(lost('device'));
    await comeBack(3, 2);
    await vi.waitFor(() => expect(asks('go-on')).toBe(2));
    worker.last('go-on').failWith(lost('device'));
    await comeBack(4, 2);
    await ended;
    expect(now().loss).toMatchObject({
      phase: 'given-up',
      why: 'too often',
      kept: { round: 1, epoch: 2 },
      canUseWasm: true,
    });
    expect(now().launch.phase).toBe('idle');
    const goOnWithRun = vi.fn(async () => {});
    Object.assign(now(), { goOnWithRun });
    await now().goOnWithWasm();
    expect(goOnWithRun).toHaveBeenCalledWith(runId, 'wasm');
    expect(now().loss).toBeNull();
  });

  it('goes on with WASM at once when that is chosen meanwhile, which counts as no loss', async () => {
    const { worker, now, asks, comeBack } = await trainingRun(3);
    worker.last('start').failWith(lost('device'));
    await comeBack(2, 2);
    await vi.waitFor(() => expect(asks('go-on')).toBe(1));
    void now().goOnWithWasm();
    await comeBack(3, 2);
    await vi.waitFor(() => expect(asks('go-on')).toBe(2));
    expect(worker.last('go-on').ask).toMatchObject({ device: 'wasm' });
    expect(now().lossTimes).toHaveLength(1);
  });

  it('is given up where the device does not come back, with what was said', async () => {
    const { worker, now, ended, asks, comeBack } = await trainingRun(3);
    worker.last('start').failWith(lost('device'));
    await comeBack(2, 2);
    await vi.waitFor(() => expect(asks('go-on')).toBe(1));
    worker.last('go-on').fail('The browser offers no graphics adapter.');
    await comeBack(3, 2);
    await ended;
    expect(now().loss).toMatchObject({
      phase: 'given-up',
      why: 'failed',
      message: 'The browser offers no graphics adapter.',
      canUseWasm: true,
    });
  });

  it('before it has begun fails as it always did', async () => {
    const worker = createFakeWorker();
    const now = createWorkbench(worker.connect, 'glyphs.bin').getState;
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    worker.last('read-files').answer(view);
    await reading;
    const ended = now().startRun();
    worker.last('start').failWith(lost('device'));
    await ended;
    expect(now()).toMatchObject({ loss: null, runs: [] });
    expect(now().notices.at(-1)?.title).toBe('The run did not start');
  });
});

describe('what is kept of a run that lost its device', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is read again where that failed, in a fresh worker where it died of it', async () => {
    const { worker, asks, comeBack, now } = await trainingRun(3);
    worker.last('start').failWith(lost('device'));
    await vi.waitFor(() => expect(asks('read-files')).toBe(2));
    worker.last('read-files').answer(view);
    await vi.waitFor(() => expect(asks('run-log')).toBe(1));
    worker.die();
    await comeBack(3, 2);
    await vi.waitFor(() => expect(asks('go-on')).toBe(1));
    expect(now().loss).toMatchObject({ phase: 'recovering', from: { round: 1, epoch: 2 } });
  });

  it('is said to be unread, and can be gone on with, where no reading succeeds', async () => {
    const { worker, now, ended, asks } = await trainingRun(2);
    worker.last('start').failWith(lost('device'));
    await vi.waitFor(() => expect(asks('read-files')).toBe(2));
    worker.last('read-files').answer(view);
    for (const reading of [1, 2, 3]) {
      await vi.waitFor(() => expect(asks('run-log')).toBe(reading));
      worker.last('run-log').fail('A file is in use.');
    }
    await ended;
    expect(now().loss).toMatchObject({ phase: 'given-up', kept: 'unread', canUseWasm: true });
    expect(asks('start')).toBe(1);
  });
});

describe('Stop', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends a worker that does not end the run within seconds', async () => {
    const { worker, now, ended } = await trainingRun(2);
    void now().commandRun('stop');
    expect(now().launch).toMatchObject({ asked: 'stop' });
    vi.advanceTimersByTime(stopPatience - 1);
    expect(worker.count()).toBe(1);
    vi.advanceTimersByTime(1);
    await ended;
    expect(now().runs[0].newest?.phase).toBe('stopped');
    expect(now()).toMatchObject({ launch: { phase: 'idle' }, loss: null });
  });

  it('works while a run is starting, and takes it back', async () => {
    const worker = createFakeWorker();
    const now = createWorkbench(worker.connect, 'glyphs.bin').getState;
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    worker.last('read-files').answer(view);
    await reading;
    const ended = now().startRun();
    void now().commandRun('stop');
    expect(worker.last('stop').ask).toEqual({});
    vi.advanceTimersByTime(stopPatience);
    await ended;
    expect(now()).toMatchObject({ launch: { phase: 'idle' }, runs: [] });
  });

  it('leaves a worker alone that has ended the run', async () => {
    const { worker, now, ended } = await trainingRun(2);
    void now().commandRun('stop');
    worker.last('start').answer({});
    await ended;
    vi.advanceTimersByTime(10 * stopPatience);
    expect(worker.asked.filter(({ name }) => name === 'read-files')).toHaveLength(1);
  });
});

describe('a run that was stopped and is gone on with at once', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('keeps its worker', async () => {
    const { worker, now, ended, asks } = await trainingRun(2);
    void now().commandRun('stop');
    worker.last('start').answer({});
    await ended;
    const { runId } = now().runs[0];
    const log = new RunLog();
    log.append(now().eventsOf(runId));
    void now().carryOn(log, () => worker.connect({ onEvents: () => {} }).ask('go-on', { runId }));
    await vi.advanceTimersByTimeAsync(2 * stopPatience);
    expect(now().launch).toMatchObject({ runId });
    expect([now().loss, asks('read-files')]).toEqual([null, 1]);
  });
});

describe('losses', () => {
  it('count together within ten minutes', () => {
    const minute = 60_000;
    expect(isTooOften(lossesUntil(9 * minute, [0, 5 * minute]))).toBe(true);
    expect(isTooOften(lossesUntil(10 * minute, [0, 5 * minute]))).toBe(false);
  });

  it('of a run are none of another', () => {
    const loss = {
      phase: 'recovering',
      runId: 'a',
      what: 'graphics card',
      at: 0,
      message: '',
      step: 'worker',
      from: null,
      again: null,
      device: 'webgpu',
    } as const;
    const paused = { type: 'run-paused', seq: 1, at: 1 } as const;
    expect(lossAfter(loss, [{ ...paused, runId: 'b' }])).toBe(loss);
    expect(lossAfter(loss, [{ ...paused, runId: 'a' }])).toMatchObject({ step: 'device' });
  });
});
