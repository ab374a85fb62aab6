/**
 * How small a difference between two settings can be and still be seen, from how much paired differences
 * have varied among runs that are there.
 */
import { meanInterval } from '../../algorithms/metrics/meanInterval.ts';
import { twoSidedQuantile } from '../../algorithms/metrics/studentT.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { seedlessKey } from './runTimes.ts';

/** A finished run and its test error, in [0, 1]. */
export interface MeasuredRun {
  readonly spec: ExperimentSpec;
  readonly datasetHash: string;
  readonly testError: number;
}

/** Fewer pairs say nothing of how much they vary. */
const fewestPairs = 3;
/** More settings of a data set are not paired with one another: the first of them tell enough. */
const mostSettings = 60;

/**
 * Standard deviation of the difference of two settings' errors on the same seed, in [0, 1]: the median
 * over all pairs of settings of a data set that share at least three seeds. Null without any.
 */
export function pairedDeviation(runs: readonly MeasuredRun[], datasetHash: string): number | null {
  const settings = new Map<string, Map<number, number>>();
  for (const { spec, datasetHash: hash, testError } of runs) {
    if (hash !== datasetHash) continue;
    const key = seedlessKey(spec);
    const bySeed = settings.get(key) ?? new Map<number, number>();
    settings.set(key, bySeed.set(spec.seed, testError));
  }
  const all = [...settings.values()].filter(({ size }) => size >= fewestPairs);
  const known = all.slice(0, mostSettings);
  const deviations = known.flatMap((one, at) =>
    known.slice(at + 1).flatMap((other) => deviationOf(one, other) ?? []),
  );
  if (deviations.length === 0) return null;
  deviations.sort((a, b) => a - b);
  return deviations[deviations.length >> 1];
}

function deviationOf(
  one: ReadonlyMap<number, number>,
  other: ReadonlyMap<number, number>,
): number | null {
  const differences = [...one].flatMap(([seed, value]) => {
    const there = other.get(seed);
    return there === undefined ? [] : [value - there];
  });
  if (differences.length < fewestPairs) return null;
  const { mean } = meanInterval(differences);
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (differences.length - 1));
}

/**
 * The difference that a two-sided paired t test at 5% sees four times in five with so many seeds:
 * (t₀.₉₇₅ + t₀.₈) s/√n with n − 1 degrees of freedom. Null below two seeds.
 */
export function seenDifference(deviation: number, seeds: number): number | null {
  if (seeds < 2) return null;
  const freedom = seeds - 1;
  const reach = twoSidedQuantile(0.05, freedom) + twoSidedQuantile(0.4, freedom);
  return (reach * deviation) / Math.sqrt(seeds);
}
