/**
 * Which window works through the queue. One claims it among all windows of the browser, which take it
 * back when the window is gone, however it went; others look on, and are told when it is free.
 */
import type { OtherWindows } from '../window/otherWindows.ts';
import { queueClaim } from './queueState.ts';

/** Milliseconds to wait for a window that was just left, which may hold its claims for seconds. */
export const reloadPatience = 3000;
/** Milliseconds in which a free claim is granted. */
export const claimPatience = 1000;

export class QueueSeat {
  private isHeld = false;
  private waiting: AbortController | null = null;

  constructor(private readonly windows: OtherWindows) {}

  /**
   * Claims the queue; false where another window has it.
   * @param isReloaded whether the page was only just opened, maybe anew.
   */
  async take(isReloaded = false): Promise<boolean> {
    if (this.isHeld) return true;
    const waiting = new AbortController();
    const patience = isReloaded ? reloadPatience : claimPatience;
    const timer = setTimeout(() => waiting.abort(), patience);
    this.isHeld = await this.windows.claim(queueClaim, waiting.signal).then(
      () => true,
      () => false,
    );
    clearTimeout(timer);
    if (this.isHeld) this.stopWaiting();
    return this.isHeld;
  }

  leave(): void {
    if (!this.isHeld) return;
    this.isHeld = false;
    this.windows.release(queueClaim);
  }

  /** Hears once that no window has the queue any more. */
  whenFree(heard: () => void): void {
    if (this.isHeld || this.waiting !== null) return;
    this.waiting = new AbortController();
    const { signal } = this.waiting;
    this.windows.whenFree(queueClaim, signal).then(
      () => {
        this.waiting = null;
        if (!signal.aborted) heard();
      },
      () => {},
    );
  }

  private stopWaiting(): void {
    this.waiting?.abort();
    this.waiting = null;
  }
}
