/**
 * One run's log as the page holds it: events are reduced as they come, and the state at the end
 * of every epoch is kept, so that any of those moments can be shown at once. States share what
 * did not change between them, so keeping them costs little.
 */
import { assertNever } from '../../lib/assertNever.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { asLeft, type RunState, reduceRun } from '../../spec/run/runState.ts';
import { positionOf } from '../progress/runPosition.ts';

export class RunLog {
  readonly events: RunEvent[] = [];
  private readonly moments: RunState[] = [];
  private state: RunState | null = null;

  /**
   * Takes the next events in.
   * @throws LogOrderError when one cannot follow; those before it are kept.
   */
  append(events: Iterable<RunEvent>): void {
    for (const event of events) this.take(event);
  }

  /** Nobody trains the run any more: without an end, it is interrupted. */
  leave(): void {
    if (this.state !== null) this.state = asLeft(this.state);
  }

  /** The state after the newest event; null before the first. */
  get newest(): RunState | null {
    return this.state;
  }

  /** The states at the ends of epochs so far, oldest first, as they stand now. */
  momentsSoFar(): readonly RunState[] {
    return [...this.moments];
  }

  private take(event: RunEvent): void {
    this.state = reduceRun(this.state, event);
    this.events.push(event);
    if (event.type === 'epoch-finished') this.moments.push(this.state);
    else if (this.belongsToMoment(event)) this.moments[this.moments.length - 1] = this.state;
  }

  /** A round's outcome belongs to the moment of its last epoch; so does what an epoch led to. */
  private belongsToMoment(event: RunEvent): boolean {
    const moment = this.moments.at(-1);
    if (moment === undefined) return false;
    switch (event.type) {
      case 'round-finished':
      case 'top-down-measured':
        return true;
      case 'hierarchy-built':
      case 'levels-measured':
      case 'class-moved':
      case 'class-geometry':
        return event.epoch === positionOf(moment)?.epoch;
      case 'run-started':
      case 'round-started':
      case 'progress':
      case 'device-preparing':
      case 'device-note':
      case 'epoch-finished':
      case 'class-pinned':
      case 'move-undone':
      case 'run-paused':
      case 'run-resumed':
      case 'run-restored':
      case 'run-finished':
      case 'run-stopped':
      case 'run-failed':
        return false;
      default:
        return assertNever(event, 'event');
    }
  }
}
