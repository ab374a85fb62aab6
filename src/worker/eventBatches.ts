import type { RunEvent } from '../spec/runEvent.ts';

/** Milliseconds between two batches of events; the page paints no faster. */
const interval = 100;

/** Collects events and hands them on a few times a second, in order. */
export class EventBatches {
  private waiting: RunEvent[] = [];
  private lastSent = Number.NEGATIVE_INFINITY;

  constructor(private readonly send: (events: readonly RunEvent[]) => void) {}

  /** Takes an event; sends at once unless a batch was sent just now, except for progress. */
  add(event: RunEvent): void {
    this.waiting.push(event);
    const isUrgent = event.type !== 'progress';
    if (isUrgent || performance.now() - this.lastSent >= interval) this.flush();
  }

  /** Sends what waits. */
  flush(): void {
    if (this.waiting.length === 0) return;
    this.send(this.waiting);
    this.waiting = [];
    this.lastSent = performance.now();
  }
}
