/** An error that runs of several seeds have together. */

import { meanInterval } from '../../algorithms/metrics/meanInterval.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { isUnderWay, type LibraryRun } from './libraryRun.ts';

export interface SeedError {
  readonly mean: number;
  /** Of each seed, rising; a seed that was run several times counts once. */
  readonly values: readonly number[];
  /** Ends of the 95% interval of the mean; null below three seeds, where it says nothing. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Whether some of the runs are not at their end, so that it will change. */
  readonly isOpen: boolean;
}

/** Fewer seeds than these are shown as they are. */
const leastForInterval = 3;

/**
 * What runs that differ only in seed come to. Of runs that are at their end and runs that are not,
 * those at their end count alone. Null where no run has a value yet.
 */
export function seedError(
  runs: readonly LibraryRun[],
  errorOf: (run: LibraryRun) => number | null,
): SeedError | null {
  const known = runs.filter((run) => errorOf(run) !== null);
  const ended = known.filter(isAtEnd);
  const counted = ended.length > 0 ? ended : known;
  if (counted.length === 0) return null;
  const bySeed = groupedBy(counted, ({ spec }) => spec.seed);
  const values = [...bySeed.values()]
    .map((same) => meanInterval(same.flatMap((run) => errorOf(run) ?? [])).mean)
    .sort((a, b) => a - b);
  const { mean, low, high } = meanInterval(values);
  const hasInterval = values.length >= leastForInterval && low !== null && high !== null;
  return {
    mean,
    values,
    interval: hasInterval ? { low, high } : null,
    isOpen: ended.length === 0 || runs.some(isUnderWay),
  };
}

/** An imported run is at its end where it has a digest. */
const isAtEnd = ({ digest }: LibraryRun): boolean => digest !== null;
