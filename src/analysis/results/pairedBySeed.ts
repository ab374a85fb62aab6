/** Two settings seed by seed: the difference of their means, its interval, and a paired test. */
import { pairedDifference } from '../../algorithms/metrics/meanInterval.ts';
import { signedRankTest } from '../../algorithms/metrics/signedRank.ts';

/** Student's paired t test, or Wilcoxon's signed-rank test. */
export const seedTests = ['t', 'wilcoxon'] as const;
export type SeedTest = (typeof seedTests)[number];

export interface PairedBySeed {
  readonly mean: number;
  /** Ends of the 95% t interval of the mean difference. */
  readonly low: number;
  readonly high: number;
  /** Two-sided; null where no test can be made, since all pairs differ by the same. */
  readonly p: number | null;
  readonly pairs: number;
}

interface SeedValue {
  readonly seed: number;
  readonly value: number;
}

/** What sums of decimals leave behind is no difference, and must not part ties. */
const rounded = (difference: number) => Math.round(difference * 1e12) / 1e12;

/** `own − theirs` over the seeds that both have; null below two of them. */
export function pairedBySeed(
  own: readonly SeedValue[],
  theirs: readonly SeedValue[],
  test: SeedTest,
): PairedBySeed | null {
  const other = new Map(theirs.map(({ seed, value }) => [seed, value]));
  const differences = own.flatMap(({ seed, value }) => {
    const there = other.get(seed);
    return there === undefined ? [] : [rounded(value - there)];
  });
  if (differences.length < 2) return null;
  const found = pairedDifference(
    differences,
    differences.map(() => 0),
  );
  const p = test === 't' ? found.p : signedRankTest(differences).p;
  const { mean, low, high, count } = found;
  return { mean, low: low ?? mean, high: high ?? mean, p, pairs: count };
}
