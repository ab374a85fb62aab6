import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Interruption } from './interruption.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('ends a command at once that does not write a log', () => {
  const exit = vi.fn();
  new Interruption(exit).interrupt();
  expect(exit).toHaveBeenCalledWith(130);
});

it('lets a run end by itself, unless it is interrupted again a while later', () => {
  const exit = vi.fn();
  const interruption = new Interruption(exit);
  interruption.leaveEndToCommand();
  interruption.interrupt();
  vi.advanceTimersByTime(900);
  interruption.interrupt();
  expect(interruption.signal.aborted).toBe(true);
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  interruption.interrupt();
  expect(exit).toHaveBeenCalledWith(130);
});
