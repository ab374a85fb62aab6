/**
 * One run's log as the page holds it: events are folded as they come, and the moments at which its
 * epochs ended can be looked back on.
 */
import { assertNever } from '../../lib/assertNever.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { RunFold } from '../../spec/run/runFold.ts';
import { asLeft, type RunState } from '../../spec/run/runState.ts';
import { RunMoments } from './runMoments.ts';

export class RunLog {
  readonly events: RunEvent[] = [];
  /** The ends of epochs so far. */
  readonly moments = new RunMoments(this.events);
  private fold = new RunFold();

  /**
   * Takes the next events in.
   * @throws LogOrderError when one cannot follow; those before it are kept.
   */
  append(events: Iterable<RunEvent>): void {
    for (const event of events) this.take(event);
  }

  /** Nobody trains the run any more: without an end, it is interrupted. */
  leave(): void {
    const { newest } = this;
    if (newest !== null) this.fold = new RunFold(asLeft(newest));
  }

  /** The state after the newest event; null before the first. */
  get newest(): RunState | null {
    return this.fold.state;
  }

  /** Classes of the run; null before its first event. */
  get classCount(): number | null {
    return this.fold.classCount;
  }

  private take(event: RunEvent): void {
    this.fold.take(event);
    this.events.push(event);
    if (event.type === 'epoch-finished') this.moments.begin(event, () => this.stateNow());
    else if (this.belongsToMoment(event)) this.moments.extend();
  }

  private stateNow(): RunState {
    const { newest } = this;
    if (newest === null) throw new RangeError('The log has no event');
    return newest;
  }

  /** A round's outcome belongs to the moment of its last epoch; so does what an epoch led to. */
  private belongsToMoment(event: RunEvent): boolean {
    const moment = this.moments.last;
    if (moment === null) return false;
    switch (event.type) {
      case 'images-weighed':
      case 'round-finished':
      case 'round-measured':
      case 'top-down-measured':
      case 'members-kept':
        return true;
      case 'hierarchy-built':
      case 'levels-measured':
      case 'class-moved':
      case 'adaptation-ended':
      case 'class-assignment-measured':
      case 'class-geometry':
      case 'members-measured':
      case 'classes-weighed':
        return event.epoch === moment.epoch;
      case 'run-started':
      case 'validation-brought':
      case 'class-tree':
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
