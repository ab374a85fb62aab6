import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { connectWorker } from './client.ts';
import { pileOf } from './pile/testing/pileOf.ts';
import type { PageMessage, WorkerMessage } from './protocol/messages.ts';

/** A worker that the test answers for. */
class FakeWorker extends EventTarget {
  readonly received: PageMessage[] = [];
  isTerminated = false;
  postMessage(message: PageMessage) {
    this.received.push(message);
  }
  terminate() {
    this.isTerminated = true;
  }
  say(data: WorkerMessage) {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}

const offer = {
  webgpu: null,
  largestBuffer: null,
  auto: 'wasm',
  threads: { counts: [1, 2], refusal: null },
} as const;

function connected() {
  const worker = new FakeWorker();
  const events: RunEvent[] = [];
  const ends = { count: 0 };
  const client = connectWorker(worker as unknown as Worker, {
    onEvents: (batch) => events.push(...batch),
    onEnd: () => ends.count++,
  });
  return { worker, client, events, ends };
}

describe('the worker client', () => {
  it('gives each answer to the one who asked, in any order', async () => {
    const { worker, client } = connected();
    const first = client.ask('pause', {});
    const second = client.ask('offer-devices', {});
    worker.say({ type: 'answer', id: 2, answer: offer });
    worker.say({ type: 'answer', id: 1, answer: {} });
    expect(await second).toEqual(offer);
    expect(await first).toEqual({});
  });

  it('brings errors across with remedy and fault', async () => {
    const { worker, client } = connected();
    const asked = client.ask('read-files', pileOf([]));
    const fault = { file: 'a', place: 'b', found: 'c', allowed: 'd', remedy: 'e' };
    worker.say({ type: 'error', id: 1, error: { message: 'no', remedy: 'e', fault } });
    await expect(asked).rejects.toMatchObject({ message: 'no', remedy: 'e', fault });
  });

  it('tells of progress, and gives up only what is under way', async () => {
    const { worker, client } = connected();
    const abort = new AbortController();
    const seen: number[] = [];
    const onProgress = ({ done }: { done: number }) => seen.push(done);
    const asked = client.ask('open-shapes', {}, { onProgress, signal: abort.signal });
    const progress = { stage: 'make', what: 'Shapes', total: 9, unit: 'images' } as const;
    worker.say({ type: 'progress', id: 1, progress: { ...progress, done: 3 } });
    abort.abort();
    expect(worker.received.at(-1)).toEqual({ id: 1, name: 'cancel' });
    const error = { message: 'given up', remedy: '', fault: null, cancelled: true };
    worker.say({ type: 'error', id: 1, error });
    await expect(asked).rejects.toMatchObject({ cancelled: true });
    worker.say({ type: 'progress', id: 1, progress: { ...progress, done: 6 } });
    expect(seen).toEqual([3]);
    const late = new AbortController();
    const quick = client.ask('pause', {}, { signal: late.signal });
    worker.say({ type: 'answer', id: 2, answer: {} });
    await quick;
    late.abort();
    expect(worker.received.filter(({ name }) => name === 'cancel')).toHaveLength(1);
  });

  it('hands on events that nobody asked for', () => {
    const { worker, events } = connected();
    worker.say({ type: 'events', events: [{ type: 'run-paused', runId: 'r', seq: 1, at: 2 }] });
    expect(events).toHaveLength(1);
  });

  it('fails what is under way when the worker throws, and ends it', async () => {
    const { worker, client, ends } = connected();
    const asked = client.ask('pause', {});
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'Script error.' }));
    await expect(asked).rejects.toMatchObject({ loss: 'worker' });
    await expect(asked).rejects.toThrow('ended unexpectedly');
    expect([worker.isTerminated, ends.count]).toEqual([true, 1]);
  });

  it('ends a worker that can compute no more, and tells so once', async () => {
    const { worker, client, ends } = connected();
    const asked = client.ask('start', {} as never);
    worker.say({ type: 'answer', id: 1, answer: {} });
    worker.say({ type: 'spent' });
    worker.say({ type: 'spent' });
    expect(await asked).toEqual({});
    expect([worker.isTerminated, ends.count]).toEqual([true, 1]);
  });

  it('that the page ends tells nobody', async () => {
    const { client, ends } = connected();
    const later = client.ask('pause', {});
    client.terminate();
    await expect(later).rejects.toMatchObject({ loss: 'worker' });
    expect(ends.count).toBe(0);
  });

  it('brings across what was lost', async () => {
    const { worker, client } = connected();
    const asked = client.ask('start', {} as never);
    const error = { message: 'gone', remedy: '', fault: null, loss: 'device' } as const;
    worker.say({ type: 'error', id: 1, error });
    await expect(asked).rejects.toMatchObject({ loss: 'device' });
  });
});

describe('a worker that says nothing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is taken for dead once it has missed thirty beats while it owes an answer', async () => {
    const { worker, client, ends } = connected();
    const asked = client.ask('start', {} as never);
    vi.advanceTimersByTime(29_000);
    expect(ends.count).toBe(0);
    worker.say({ type: 'beat' });
    vi.advanceTimersByTime(29_000);
    expect(ends.count).toBe(0);
    vi.advanceTimersByTime(1000);
    await expect(asked).rejects.toThrow('fell silent');
    expect([worker.isTerminated, ends.count]).toEqual([true, 1]);
  });

  it('is waited for longer where it says that its steps take long', async () => {
    const { worker, client, ends } = connected();
    const asked = client.ask('start', {} as never);
    worker.say({ type: 'patience', seconds: 100 });
    vi.advanceTimersByTime(99_000);
    expect(ends.count).toBe(0);
    vi.advanceTimersByTime(1000);
    await expect(asked).rejects.toThrow('fell silent');
  });

  it('is left alone while nothing is asked of it', async () => {
    const { worker, client, ends } = connected();
    const asked = client.ask('pause', {});
    worker.say({ type: 'answer', id: 1, answer: {} });
    await asked;
    vi.advanceTimersByTime(3_600_000);
    expect([worker.isTerminated, ends.count]).toEqual([false, 0]);
  });

  it('is not taken for dead by a page that slept: its clock ran on, its timers did not', () => {
    const { client, ends } = connected();
    void client.ask('start', {} as never).catch(() => {});
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersByTime(2000);
    expect(ends.count).toBe(0);
  });
});
