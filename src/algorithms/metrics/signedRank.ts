/**
 * Wilcoxon's signed-rank test (1945): whether differences of pairs lie about 0, without asking that
 * they be normally distributed. The distribution is counted, not approximated, and over the ranks
 * that there are: ties share their mean rank, and pairs that do not differ are left out.
 */

export interface SignedRank {
  /** Sum of the ranks of the positive differences. */
  readonly positive: number;
  /** The same of the negative ones. */
  readonly negative: number;
  /** Pairs that differ. */
  readonly pairs: number;
  /** Two-sided; 1 where no pair differs. */
  readonly p: number;
}

/**
 * The exact two-sided test: p is how probable it is, each difference as likely to be positive as
 * negative, that the smaller of the two rank sums is at most what it is.
 * @param differences one a pair.
 */
export function signedRankTest(differences: readonly number[]): SignedRank {
  const sorted = differences
    .filter((difference) => difference !== 0)
    .sort((a, b) => Math.abs(a) - Math.abs(b));
  const doubled = doubledRanks(sorted.map(Math.abs));
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  const positive = doubled.reduce((sum, rank, index) => sum + (sorted[index] > 0 ? rank : 0), 0);
  const smaller = Math.min(positive, total - positive);
  const p = sorted.length === 0 ? 1 : Math.min(1, 2 * shareAtMost(doubled, smaller));
  return { positive: positive / 2, negative: (total - positive) / 2, pairs: sorted.length, p };
}

/** Twice the rank of each of some sorted values, which is a whole number also where ties share it. */
function doubledRanks(sorted: readonly number[]): number[] {
  const ranks: number[] = [];
  for (let first = 0; first < sorted.length; ) {
    let next = first + 1;
    while (next < sorted.length && sorted[next] === sorted[first]) next++;
    // The mean of ranks first + 1 to next, doubled.
    for (let index = first; index < next; index++) ranks.push(first + 1 + next);
    first = next;
  }
  return ranks;
}

/** Share of all choices of signs whose positive ranks come to at most `limit`. */
function shareAtMost(ranks: readonly number[], limit: number): number {
  // shares[s]: of the ranks so far, the share of choices that sum to s; beyond the limit none is needed.
  const shares = new Float64Array(limit + 1);
  shares[0] = 1;
  for (const rank of ranks) {
    for (let sum = limit; sum >= 0; sum--) {
      const without = shares[sum];
      shares[sum] = (without + (sum >= rank ? shares[sum - rank] : 0)) / 2;
    }
  }
  return shares.reduce((all, share) => all + share, 0);
}
