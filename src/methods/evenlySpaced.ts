/** At most so many of 0 … total − 1, evenly spaced, in order. */
export function evenlySpaced(total: number, most: number): number[] {
  const count = Math.min(most, total);
  return Array.from({ length: count }, (_, place) => Math.floor((place * total) / count));
}
