import type { RunState } from './runState.ts';

/** Seconds that a run has trained, pauses left out; never fewer than 0, although a clock was set back. */
export function secondsSoFar({
  startedAt,
  updatedAt,
  pausedFor,
}: Pick<RunState, 'startedAt' | 'updatedAt' | 'pausedFor'>): number {
  return Math.max(0, updatedAt - startedAt - pausedFor) / 1000;
}
