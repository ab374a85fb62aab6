/**
 * Whether the browser slows a window that is hidden: the speed that training tells of itself, before
 * and while nobody sees the window. It goes by when events happened, not by when they arrived, since
 * a window that is slowed hears of them late.
 */
import type { RunEvent } from '../../spec/run/runEvent.ts';

/** Images a second. */
export interface SlowedRate {
  readonly before: number;
  readonly hidden: number;
}

interface Reading {
  readonly at: number;
  readonly speed: number;
}

/** A window that is slowed trains at less than this share of its speed. */
const slowedShare = 0.7;
/** Readings on each side that say something. */
const fewest = 3;
/** Readings kept of the time before: a few seconds of it. */
const most = 20;
/** Milliseconds that a reading looks back on. */
const readingSpan = 2000;

export class RateWatch {
  private seen: Reading[] = [];
  private hidden: Reading[] = [];
  private runId: string | null = null;
  private hiddenFrom: number | null = null;
  private hiddenUntil: number | null = null;

  /** The window goes out of sight, or comes back. */
  setHidden(isHidden: boolean, at: number): void {
    if (isHidden) {
      this.hiddenFrom = at;
      this.hiddenUntil = null;
      this.hidden = [];
    } else if (this.hiddenFrom !== null) {
      this.hiddenUntil = at;
    }
  }

  /** Takes in what training tells; null while nothing says that it was slowed. */
  hear(events: readonly RunEvent[]): SlowedRate | null {
    for (const event of events) {
      if (event.runId !== this.runId) {
        this.runId = event.runId;
        this.seen = [];
        this.hidden = [];
      }
      if (event.type === 'progress') this.take({ at: event.at, speed: event.imagesPerSecond });
    }
    if (this.seen.length < fewest || this.hidden.length < fewest) return null;
    const [before, hidden] = [median(this.seen), median(this.hidden)];
    return hidden < slowedShare * before ? { before, hidden } : null;
  }

  private take(reading: Reading): void {
    const { hiddenFrom, hiddenUntil } = this;
    if (hiddenFrom === null || reading.at <= hiddenFrom) {
      this.seen = [...this.seen, reading].slice(-most);
    } else if (reading.at > hiddenFrom + readingSpan && reading.at <= (hiddenUntil ?? Infinity)) {
      this.hidden = [...this.hidden, reading].slice(-most);
    }
  }
}

function median(readings: readonly Reading[]): number {
  const speeds = readings.map(({ speed }) => speed).sort((a, b) => a - b);
  return speeds[Math.floor(speeds.length / 2)];
}
