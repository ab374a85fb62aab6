/** How accurate two settings are on each class, averaged over the seeds that both have (Fig. 5, 11). */
import { meanInterval } from '../../algorithms/metrics/meanInterval.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { countedRuns, type RunOutcome } from './runOutcome.ts';

export interface SeedClassDifference {
  readonly index: ClassIndex;
  /** Mean accuracies in [0, 1] over the seeds that are paired. */
  readonly own: number;
  readonly baseline: number;
  /** `own − baseline`. */
  readonly difference: number;
  /** Ends of the 95% t interval of the difference; null below three seeds. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

export interface SeedClassDifferences {
  readonly rows: readonly SeedClassDifference[];
  /** Seeds that both have, rising. */
  readonly seeds: readonly number[];
}

const leastSeeds = 3;

/**
 * A row a class that both have images of, in the order of the classes. Runs at their end count alone
 * where a setting has any. Null where the classes differ, or no seed is shared.
 */
export function seedClassDifferences(
  own: readonly RunOutcome[],
  baseline: readonly RunOutcome[],
): SeedClassDifferences | null {
  const [mine, theirs] = [bySeed(own), bySeed(baseline)];
  const seeds = [...mine.keys()].filter((seed) => theirs.has(seed)).sort((a, b) => a - b);
  const pairs = seeds.flatMap((seed) => {
    const [one, other] = [mine.get(seed), theirs.get(seed)];
    return one === undefined || other === undefined ? [] : [{ one, other }];
  });
  const [first] = pairs;
  if (first === undefined || !pairs.every((pair) => haveSameClasses(pair, first))) return null;
  const rows = first.one.classErrors.flatMap((_, index) => {
    const both = pairs.flatMap(({ one, other }) => {
      const [a, b] = [one.classErrors[index], other.classErrors[index]];
      return a === null || b === null ? [] : [{ own: 1 - a, baseline: 1 - b }];
    });
    if (both.length === 0) return [];
    const { mean, low, high, count } = meanInterval(both.map((pair) => pair.own - pair.baseline));
    const hasInterval = count >= leastSeeds && low !== null && high !== null;
    return [
      {
        index,
        own: meanInterval(both.map((pair) => pair.own)).mean,
        baseline: meanInterval(both.map((pair) => pair.baseline)).mean,
        difference: mean,
        interval: hasInterval ? { low, high } : null,
      },
    ];
  });
  return { rows, seeds };
}

interface Pair {
  readonly one: RunOutcome;
  readonly other: RunOutcome;
}

function haveSameClasses({ one, other }: Pair, { one: first }: Pair): boolean {
  return [one, other].every(
    ({ classes, classErrors, datasetHash }) =>
      datasetHash === first.datasetHash &&
      classErrors.length === first.classErrors.length &&
      classes.length === first.classes.length &&
      classes.every((name, index) => name === first.classes[index]),
  );
}

/** One run a seed: of several the first. */
function bySeed(outcomes: readonly RunOutcome[]): Map<number, RunOutcome> {
  const groups = groupedBy(countedRuns(outcomes), ({ spec }) => spec.seed);
  return new Map([...groups].map(([seed, [first]]) => [seed, first]));
}
