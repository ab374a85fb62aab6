/** What the browser keeps here, in bytes that were counted: none is its estimate. */

export interface StorageFacts {
  /** `memory`: nothing outlives the page. */
  readonly kind: 'browser' | 'memory';
  readonly logs: number;
  readonly networks: number;
  readonly datasets: number;
  readonly lasting: 'promised' | 'not yet' | 'unknown';
  /** The share of what the page may use that is used, as far as the browser tells; it rounds. */
  readonly usedShare: number | null;
  /** Whether the browser deletes all after seven days without a visit. */
  readonly forgetsAfterWeek: boolean;
}

/** How much room there is in words; empty where it is not known or nothing to think of. */
export function roomWords(usedShare: number | null): string {
  if (usedShare === null || usedShare < 0.5) return '';
  if (usedShare < 0.8) return 'More than half of the room is used.';
  return usedShare < 0.95 ? 'Room is getting short.' : 'Hardly any room is left.';
}
