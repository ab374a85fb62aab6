/** What a person does to a run while it trains: applied between two steps, told as events. */

export type Intervention =
  /** Holds a class in its groups, or lets it go. */
  | { readonly kind: 'pin'; readonly class: number; readonly pinned: boolean }
  /**
   * Puts a class back from group `to` of a level to `from`, where a move took it from, and pins it
   * there. One that no longer applies, because the class has gone elsewhere, changes nothing.
   */
  | {
      readonly kind: 'undo';
      readonly level: number;
      readonly class: number;
      readonly from: number;
      readonly to: number;
    };

/** Interventions that wait for the run's next step, or, while it is paused, for its attention. */
export class Interventions {
  private waiting: Intervention[] = [];
  private wake: (() => void) | null = null;

  add(intervention: Intervention): void {
    this.waiting.push(intervention);
    this.wake?.();
    this.wake = null;
  }

  /** Those that came since the last call, in order. */
  take(): readonly Intervention[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  /** Resolves once one waits; at once if one does. */
  whenAny(): Promise<void> {
    if (this.waiting.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
