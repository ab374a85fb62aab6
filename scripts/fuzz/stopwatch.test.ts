import { afterEach, expect, test, vi } from 'vitest';
import { startStopwatch } from './stopwatch.ts';

afterEach(() => void vi.restoreAllMocks());

let [clock, processor] = [0, 0];
function fake() {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  return vi
    .spyOn(process, 'cpuUsage')
    .mockImplementation(() => ({ user: processor * 700, system: processor * 300 }));
}

function pass(milliseconds: number, ofProcessor: number): void {
  clock += milliseconds;
  processor += ofProcessor;
}

test('short work counts by the clock, and the processor is not asked each time', () => {
  const asking = fake();
  for (let input = 0; input < 100; input++) {
    const stopwatch = startStopwatch();
    pass(2, 1);
    expect(stopwatch()).toBe(2);
  }
  expect(asking).toHaveBeenCalledTimes(1);
});

test('long work counts by the processor, with a little of what was before', () => {
  fake();
  pass(1000, 1000);
  startStopwatch()();
  pass(300, 200);
  const stopwatch = startStopwatch();
  pass(60_000, 4000);
  expect(stopwatch()).toBeCloseTo(4200);
  const next = startStopwatch();
  pass(6000, 6500);
  expect(next()).toBe(6000);
});
