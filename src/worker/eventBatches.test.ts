import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { EventBatches } from './eventBatches.ts';

const stamp = { runId: 'r', seq: 0, at: 0 };
const progress: RunEvent = {
  ...stamp,
  type: 'progress',
  round: 1,
  epoch: 1,
  step: 1,
  trainLoss: null,
  imagesPerSecond: 1,
};
const paused: RunEvent = { ...stamp, type: 'run-paused' };

describe('batches of events', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('leave ten times a second, however many events there are', () => {
    const sent: number[] = [];
    const batches = new EventBatches((events) => sent.push(events.length));
    for (let time = 0; time < 1000; time++) {
      batches.add(progress);
      vi.advanceTimersByTime(1);
    }
    expect(sent.length).toBeLessThanOrEqual(11);
    vi.advanceTimersByTime(100);
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1000);
  });

  it('leave at once, with what waits before it, for what a person waits for', () => {
    const sent: string[][] = [];
    const batches = new EventBatches((events) => sent.push(events.map(({ type }) => type)));
    batches.add(progress);
    batches.add(progress);
    batches.add(paused);
    expect(sent).toEqual([['progress'], ['progress', 'run-paused']]);
  });
});
