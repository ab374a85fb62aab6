/** What a person does to a run while it trains: applied between two steps, told as events. */

export type Intervention =
  /** Holds a class in its groups, or lets it go. */
  | { readonly kind: 'pin'; readonly class: number; readonly pinned: boolean }
  /** Puts a class back from group `to` of a level to `from`, where a move took it from. */
  | {
      readonly kind: 'undo';
      readonly level: number;
      readonly class: number;
      readonly from: number;
      readonly to: number;
    };

/** Interventions that wait for the run's next step. */
export class Interventions {
  private waiting: Intervention[] = [];

  add(intervention: Intervention): void {
    this.waiting.push(intervention);
  }

  /** Those that came since the last call, in order. */
  take(): readonly Intervention[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }
}
