/**
 * What we found by comparisons of our own: the table that a sweep came to, with the sweep that repeats
 * it. Collected by `npm run bench:findings`; nothing here is written by hand.
 */
import found from './findings.json' with { type: 'json' };

/** A comparison and its table. */
export interface Finding {
  readonly id: string;
  /** Of the sweep. */
  readonly name: string;
  /** How many runs of the sweep were finished when the table was made, and how many it has. */
  readonly finished: number;
  readonly runs: number;
  /** As `sweep.json` has it. */
  readonly sweep: unknown;
  /** Columns, by their names in results. */
  readonly measures: readonly string[];
  /** The place of the row that all are measured against. */
  readonly baseline: number;
  /** How many tests Holm’s correction counts. */
  readonly tests: number;
  readonly rows: readonly FindingRow[];
}

export interface FindingRow {
  readonly name: string;
  readonly seeds: number;
  /** In the order of the measures; shares in [0, 1]. */
  readonly cells: readonly FindingCell[];
}

export interface FindingCell {
  readonly mean: number | null;
  /** Half of the 95% interval over seeds; null below three. */
  readonly reach: number | null;
  /** Row less baseline over shared seeds; null for the baseline. */
  readonly difference: FindingDifference | null;
}

export interface FindingDifference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** p of the paired t test after Holm’s correction; null where none could be made. */
  readonly holm: number | null;
  readonly verdict: 'better' | 'worse' | 'cannot tell';
}

export const findings: readonly Finding[] = found as readonly Finding[];
