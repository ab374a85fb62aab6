import type { RunEvent } from '../run/runEvent.ts';
import { type RunState, reduceRun } from '../run/runState.ts';

/** The state after a whole log, or null for an empty one. */
export function foldRun(events: Iterable<RunEvent>): RunState | null {
  let state: RunState | null = null;
  for (const event of events) state = reduceRun(state, event);
  return state;
}
