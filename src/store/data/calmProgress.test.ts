import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LoadProgress } from '../../data/progress.ts';
import { CalmProgress } from './calmProgress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('tells the first at once, then the latest of each while, and nothing once it has ended', () => {
  const told: number[] = [];
  const calm = new CalmProgress(({ done }) => told.push(done));
  const hear = (done: number) => {
    const progress: LoadProgress = { stage: 'list', what: 'a', done, total: null, unit: 'files' };
    calm.hear(progress);
  };
  for (const done of [1, 2, 3]) hear(done);
  expect(told).toEqual([1]);
  vi.advanceTimersByTime(200);
  expect(told).toEqual([1, 3]);
  hear(4);
  expect(told).toEqual([1, 3]);
  vi.advanceTimersByTime(200);
  expect(told).toEqual([1, 3, 4]);
  vi.advanceTimersByTime(400);
  hear(5);
  hear(6);
  calm.end();
  vi.advanceTimersByTime(400);
  expect(told).toEqual([1, 3, 4, 5]);
});
