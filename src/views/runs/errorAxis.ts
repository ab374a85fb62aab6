/** The axis on which all errors of a group stand: whole percent, and its ends once in the head. */
import type { SeedError } from '../../analysis/library/seedError.ts';

export interface ErrorAxis {
  readonly low: number;
  readonly high: number;
}

/** Around all means, values and intervals of some errors; null where none is known. */
export function errorAxis(errors: readonly (SeedError | null)[]): ErrorAxis | null {
  const ends = errors.flatMap((error) => (error === null ? [] : endsOf(error)));
  if (ends.length === 0) return null;
  const low = Math.max(0, Math.floor(Math.min(...ends) * 100) / 100);
  const high = Math.min(1, Math.ceil(Math.max(...ends) * 100) / 100);
  // Of one value on a whole percent both ends would be the same.
  if (high - low >= 0.01) return { low, high };
  return high < 1 ? { low, high: high + 0.01 } : { low: low - 0.01, high };
}

/** Ends outside of [0, 1], which no error can have, say nothing. */
function endsOf({ mean, values, interval }: SeedError): number[] {
  const shown = interval === null ? values : [interval.low, interval.high];
  return [mean, ...shown].map(held);
}

const held = (value: number) => Math.min(1, Math.max(0, value));

/** Where an error stands on the axis, from 0 to 1. */
export function placeOn({ low, high }: ErrorAxis, error: number): number {
  return Math.min(1, Math.max(0, (error - low) / (high - low)));
}

/** `28.1` and `± 0.5`: the mean in percent and the reach of its interval; empty without one. */
export function errorTexts({ mean, interval }: SeedError): { mean: string; reach: string } {
  const reach = interval === null ? '' : `± ${(100 * (interval.high - mean)).toFixed(1)}`;
  return { mean: (100 * mean).toFixed(1), reach };
}
