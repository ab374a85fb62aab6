import { ListGrowth } from './listGrowth.ts';
import type { RunEvent } from './runEvent.ts';
import { type RunState, reduceRun } from './runState.ts';

/**
 * Folds events one after another as {@link reduceRun} does, in time and memory that grow with their
 * number: lists are copied when a state is handed out, not at every event.
 */
export class RunFold {
  private readonly growth = new ListGrowth();

  /** From a state on; null before the first event. */
  constructor(private current: RunState | null = null) {}

  /** Takes the next event in. @throws LogOrderError where it cannot follow; the state stays. */
  take(event: RunEvent): void {
    this.current = reduceRun(this.current, event, this.growth.append);
  }

  /** The state now, which later events leave as it is. */
  get state(): RunState | null {
    this.growth.release();
    return this.current;
  }

  /** Classes of the run; null before its first event. */
  get classCount(): number | null {
    return this.current?.dataset.classes.length ?? null;
  }
}
