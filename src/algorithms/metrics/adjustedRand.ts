/**
 * Agreement of two groupings of the same things, by pairs that both put together or apart, adjusted
 * for chance (Hubert and Arabie, 1985): 1 where they are the same, 0 as expected of random ones
 * with these group sizes, below 0 for less.
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const together = sumOfPairs(Array.from({ length: a.length }, (_, i) => `${a[i]} ${b[i]}`));
  const inA = sumOfPairs(Array.from(a));
  const inB = sumOfPairs(Array.from(b));
  const expected = a.length < 2 ? 0 : (inA * inB) / pairsOf(a.length);
  const most = (inA + inB) / 2;
  // Both put everything together, or everything apart: there is nothing to disagree on.
  return most === expected ? 1 : (together - expected) / (most - expected);
}

const pairsOf = (count: number) => (count * (count - 1)) / 2;

/** Pairs of equal labels. */
function sumOfPairs(labels: readonly (number | string)[]): number {
  const counts = new Map<number | string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + pairsOf(count), 0);
}
