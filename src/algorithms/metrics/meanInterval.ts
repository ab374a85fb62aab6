/** What n runs with different seeds say together. */
import { square } from '../../lib/square.ts';
import { twoSidedProbability, twoSidedQuantile } from './studentT.ts';

export interface MeanInterval {
  readonly mean: number;
  /** Ends of the 95% interval by Student's t with n − 1 degrees of freedom; null for one run. */
  readonly low: number | null;
  readonly high: number | null;
  readonly count: number;
}

/** Mean and 95% interval of independent runs. @throws RangeError without any. */
export function meanInterval(values: readonly number[]): MeanInterval {
  const count = values.length;
  if (count === 0) throw new RangeError('There is no run to take the mean of.');
  const mean = meanOf(values);
  if (count === 1) return { mean, low: null, high: null, count };
  const reach = quantileOf(count - 1) * standardError(values);
  return { mean, low: mean - reach, high: mean + reach, count };
}

/** Found by halving, and asked for again with every cell of a table. */
const quantiles = new Map<number, number>();

function quantileOf(degrees: number): number {
  const found = quantiles.get(degrees) ?? twoSidedQuantile(0.05, degrees);
  quantiles.set(degrees, found);
  return found;
}

export interface PairedDifference extends MeanInterval {
  /**
   * Two-sided p of a paired t test that there is no difference; null for one pair, and where all pairs
   * differ by the same, nothing or something: t would be divided by 0, and no test can be made.
   */
  readonly p: number | null;
}

/** a − b over runs that share their seeds, pair by pair. @throws RangeError for unequal numbers. */
export function pairedDifference(a: readonly number[], b: readonly number[]): PairedDifference {
  if (a.length !== b.length) {
    throw new RangeError(`${a.length} runs cannot be paired with ${b.length}.`);
  }
  const differences = a.map((value, index) => value - b[index]);
  const interval = meanInterval(differences);
  if (interval.count === 1 || areAlike(differences)) return { ...interval, p: null };
  const error = standardError(differences);
  return { ...interval, p: twoSidedProbability(interval.mean / error, interval.count - 1) };
}

/** What differences of decimals leave behind parts none: of it t would be made huge. */
function areAlike(differences: readonly number[]): boolean {
  const [least, most] = [Math.min(...differences), Math.max(...differences)];
  return most - least <= 1e-12 * Math.max(1, Math.abs(least), Math.abs(most));
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of the mean, from the sample variance with n − 1. */
function standardError(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + square(value - mean), 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
