import { isAwaited } from '../spec/run/awaitedEvents.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';

/**
 * Milliseconds between two batches. A matter of transport: fewer messages between threads. When the
 * page paints what they tell is up to the page (store/pacing).
 */
const interval = 100;

/** Collects events and hands them on a few times a second, in order. */
export class EventBatches {
  private waiting: RunEvent[] = [];
  private lastSent = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly send: (events: readonly RunEvent[]) => void) {}

  /** Takes an event; sends at once what a person waits for, else unless a batch was sent just now. */
  add(event: RunEvent): void {
    this.waiting.push(event);
    const wait = this.lastSent + interval - performance.now();
    if (isAwaited(event) || wait <= 0) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Sends what waits. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.waiting.length === 0) return;
    this.send(this.waiting);
    this.waiting = [];
    this.lastSent = performance.now();
  }
}
