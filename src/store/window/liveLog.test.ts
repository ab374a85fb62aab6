/** A log that is followed: what is kept lags behind what is told, and may be cut back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunLog } from '../../analysis/log/runLog.ts';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { LiveLog } from './liveLog.ts';

const log = sampleLog({ data: 'mnist', rounds: 2, epochs: 3 });

/** A run of which so many events are kept; `pause` lets the writing catch up. */
function setUp(keptAtFirst: number, events: readonly RunEvent[] = log) {
  let kept: readonly RunEvent[] = events.slice(0, keptAtFirst);
  let [failures, reads, pauses] = [0, 0, 0];
  let shown = new RunLog();
  const onPause: (() => void)[] = [];
  const live = new LiveLog({
    read: async () => {
      reads++;
      if (failures-- > 0) throw new Error('It is being written to.');
      const read = new RunLog();
      read.append(kept);
      return read;
    },
    replace: (read) => {
      shown = read;
    },
    append: (next) => shown.append(next),
    pause: async () => {
      pauses++;
      onPause.shift()?.();
    },
  });
  return {
    live,
    keep: (next: readonly RunEvent[]) => {
      kept = next;
    },
    fail: (times: number) => {
      failures = times;
    },
    onPause,
    shown: () => shown.events,
    reads: () => reads,
    pauses: () => pauses,
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('a log that is followed', () => {
  it('joins what is kept and what is told without a seam, however they overlap', async () => {
    const places = fc.integer({ min: 1, max: log.length });
    const property = fc.asyncProperty(places, places, places, async (kept, heard, cut) => {
      const { live, onPause, keep, shown } = setUp(kept);
      // What was told while nobody listened is kept a moment later.
      onPause.push(() => keep(log.slice(0, Math.max(kept, heard))));
      await live.begin();
      const told = log.slice(Math.min(heard, log.length - 1));
      live.hear(told.slice(0, cut));
      await settle();
      live.hear(told.slice(cut));
      await settle();
      expect(shown()).toEqual(log);
    });
    await fc.assert(property, { numRuns: 60, seed: 12 });
  });

  it('is read again while a file that is being written to cannot be read', async () => {
    const { live, fail, reads, pauses, shown } = setUp(5);
    fail(3);
    await live.begin();
    expect([reads(), pauses(), shown().length]).toEqual([4, 3, 5]);
  });

  it('is given up where it cannot be read at all', async () => {
    const { live, fail } = setUp(5);
    fail(Number.POSITIVE_INFINITY);
    await expect(live.begin()).rejects.toThrow('It is being written to.');
  });

  it('goes back with a run that went on from its checkpoint', async () => {
    const { live, keep, shown } = setUp(20);
    await live.begin();
    const { device } = log[0] as Extract<RunEvent, { type: 'run-started' }>;
    const stamp = { runId: log[0].runId, seq: 12, at: log[11].at };
    const restored: RunEvent = {
      ...stamp,
      type: 'run-restored',
      espalier: '1',
      device,
      onOtherDevice: false,
    };
    const next: RunEvent = { ...stamp, seq: 13, type: 'device-note', note: 'again' };
    keep([...log.slice(0, 12), restored]);
    live.hear([restored]);
    live.hear([next]);
    await settle();
    expect(shown()).toEqual([...log.slice(0, 12), restored, next]);
  });

  it('ends with what is kept in the end', async () => {
    const { live, keep, shown } = setUp(5);
    await live.begin();
    live.hear(log.slice(5, 9));
    keep(log.slice(0, 8));
    await live.end();
    live.hear(log.slice(8));
    await settle();
    expect(shown()).toEqual(log.slice(0, 8));
  });
});
