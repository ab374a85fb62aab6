/**
 * Tells a worker that died without a word, or that turns in a circle, from one that trains. A worker
 * at work beats once a second from its message loop. Silence is counted in the page's own ticks, not
 * by the clock: a page whose timers stood still, because the machine slept or the tab was hidden, has
 * counted nothing meanwhile.
 */

export interface SilenceLimits {
  /** Milliseconds between two ticks of the page. */
  readonly tick: number;
  /** Ticks in a row without a word after which the worker is taken for dead. */
  readonly missed: number;
}

/** Milliseconds between two beats of a worker at work. */
export const beatInterval = 1000;

/** Half a minute. */
export const usualLimits: SilenceLimits = { tick: beatInterval, missed: 30 };

export class SilenceWatch {
  private missed = 0;
  /** Milliseconds of silence that what the worker does may need. */
  private borne = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** @param onSilent called once for each time that a worker has been silent for too long. */
  constructor(
    private readonly limits: SilenceLimits,
    private readonly onSilent: () => void,
  ) {}

  /** The worker said something. */
  heard(): void {
    this.missed = 0;
  }

  /** Bears as much silence from now on, or the usual where that is more. */
  bear(seconds: number): void {
    this.borne = seconds * 1000;
  }

  /** Watches while the worker owes an answer; one that owes none may be silent. */
  watch(isAwaited: boolean): void {
    if (!isAwaited) {
      clearInterval(this.timer);
      this.timer = undefined;
    } else if (this.timer === undefined) {
      this.missed = 0;
      this.timer = setInterval(() => this.tick(), this.limits.tick);
    }
  }

  private tick(): void {
    this.missed++;
    const { tick, missed } = this.limits;
    if (this.missed < Math.max(missed, this.borne / tick)) return;
    this.watch(false);
    this.onSilent();
  }
}
