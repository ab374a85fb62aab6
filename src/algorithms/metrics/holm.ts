/**
 * Holm's correction (1979) for several tests at once: the chance of even one false finding stays
 * below the level, whatever the tests have to do with one another.
 */

/**
 * Adjusted p of each test, in their order: p_(k) of m sorted ones becomes the largest of
 * (m − j + 1) p_(j) over j ≤ k, at most 1.
 */
export function holmAdjusted(ps: readonly number[]): number[] {
  const adjusted = new Array<number>(ps.length);
  let largest = 0;
  const order = [...ps.keys()].sort((a, b) => ps[a] - ps[b]);
  for (const [before, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (ps.length - before) * ps[index]));
    adjusted[index] = largest;
  }
  return adjusted;
}
