/** On how many threads a run may train. No part of an experiment: no result depends on it. */

/** Into how many shards a batch is cut at most: more threads than this share none. */
export const maxShards = 8;

/** Numbers of threads that can be chosen on so many cores, the least first: powers of two. */
export function threadCounts(cores: number): number[] {
  const counts = [1];
  while (counts[counts.length - 1] * 2 <= Math.min(cores, maxShards)) {
    counts.push(counts[counts.length - 1] * 2);
  }
  return counts;
}

/** The most threads that can be chosen on so many cores. */
export function maxThreads(cores: number): number {
  return Math.max(...threadCounts(cores));
}
