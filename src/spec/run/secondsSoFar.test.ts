import { describe, expect, it } from 'vitest';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { foldRun } from '../testing/foldRun.ts';
import { resultOf } from './result.ts';
import { secondsSoFar } from './secondsSoFar.ts';

describe('the seconds of a run', () => {
  it('leave pauses out, and are never negative', () => {
    expect(secondsSoFar({ startedAt: 1000, updatedAt: 9000, pausedFor: 3000 })).toBe(5);
    expect(secondsSoFar({ startedAt: 9000, updatedAt: 1000, pausedFor: 0 })).toBe(0);
  });

  it('are none in the result of a run whose clock was set back, paused or not', () => {
    const [start, ...later] = sampleLog({ data: 'mnist', rounds: 1, epochs: 2 });
    const early = later.slice(0, 3).map((event) => ({ ...event, at: start.at - 60_000 }));
    const seq = start.seq + early.length;
    const stamp = { runId: start.runId, at: start.at - 60_000 };
    const back = foldRun([start, ...early]);
    expect(back && resultOf(back).seconds).toBe(0);
    const paused = foldRun([
      start,
      ...early,
      { ...stamp, type: 'run-paused', seq: seq + 1 },
      { ...stamp, type: 'run-resumed', seq: seq + 2, at: stamp.at - 60_000 },
    ]);
    expect(paused?.pausedFor).toBe(0);
  });
});
