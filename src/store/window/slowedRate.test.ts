import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { RateWatch } from './slowedRate.ts';

/** Progress once a second from a moment on. */
function progress(from: number, speeds: readonly number[], runId = 'one'): RunEvent[] {
  return speeds.map((imagesPerSecond, second) => ({
    type: 'progress',
    runId,
    seq: second,
    at: from + 1000 * second,
    round: 1,
    epoch: 1,
    step: second,
    trainLoss: 1,
    imagesPerSecond,
  }));
}

const fast = [40_000, 41_000, 42_000, 41_500];
const slow = [3_900, 4_000, 3_800, 3_900];

describe('a hidden window', () => {
  it('that is slowed is told with both speeds, whenever its events arrive', () => {
    const watch = new RateWatch();
    expect(watch.hear(progress(0, fast))).toBeNull();
    watch.setHidden(true, 5000);
    watch.setHidden(false, 20_000);
    const slowed = { before: 41_500, hidden: 3_900 };
    expect(watch.hear(progress(8000, slow))).toEqual(slowed);
    // Back in sight it is fast again, which takes nothing back.
    expect(watch.hear(progress(21_000, fast))).toEqual(slowed);
  });

  it('that keeps its speed is not told of, nor is a slow step while it goes', () => {
    const watch = new RateWatch();
    watch.hear(progress(0, fast));
    watch.setHidden(true, 5000);
    expect(watch.hear(progress(5500, [100, 200]))).toBeNull();
    expect(watch.hear(progress(8000, fast))).toBeNull();
  });

  it('is not compared with another run', () => {
    const watch = new RateWatch();
    watch.hear(progress(0, fast));
    watch.setHidden(true, 5000);
    expect(watch.hear(progress(8000, slow, 'two'))).toBeNull();
  });
});
