/**
 * Agglomerative clustering by the nearest-neighbour chain (Benzécri, Juan; see Murtagh and
 * Contreras, "Methods of hierarchical clustering", 2011): every cluster on the chain is the nearest
 * of the one before it; two that are each other's nearest are merged. It takes O(N²) time and gives
 * the same merges as always taking the closest pair, for linkages that are reducible, that is,
 * where a merged cluster is no closer to a third than both its parts were: all three here.
 *
 * A cluster goes by its lowest member. Among pairs equally far apart, the one with the smallest
 * lowest members is merged first.
 */
import { condensedIndex } from './condensed.ts';

export type Linkage = 'average' | 'complete' | 'ward';

/** Two clusters become one, which keeps the lower name. */
export interface Merge {
  /** Lowest member of the one cluster, and of what comes of both. */
  readonly into: number;
  /** Lowest member of the other, above `into`. */
  readonly from: number;
  /** How far apart they were, by the linkage; never below that of an earlier merge. */
  readonly height: number;
}

/**
 * The N − 1 merges from single classes to one cluster, the closest pairs first.
 *
 * Ward's criterion takes the values for Euclidean distances: Lance and Williams' recurrence runs on
 * their squares, and heights are the roots.
 * @param dissimilarities condensed, N(N − 1)/2 values, no NaN; used up as working memory.
 */
export function agglomerate(
  dissimilarities: Float64Array,
  size: number,
  linkage: Linkage,
): Merge[] {
  const isSquared = linkage === 'ward';
  if (isSquared) square(dissimilarities);
  const clusters = new Clusters(dissimilarities, size, linkage);
  const merges: Merge[] = [];
  const chain: number[] = [];
  while (merges.length < size - 1) {
    if (chain.length === 0) chain.push(clusters.first());
    const last = chain[chain.length - 1];
    const nearest = clusters.nearest(last);
    if (nearest !== chain[chain.length - 2]) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [into, from] = last < nearest ? [last, nearest] : [nearest, last];
    const height = clusters.merge(into, from);
    merges.push({ into, from, height: isSquared ? Math.sqrt(height) : height });
  }
  return merges.sort((a, b) => a.height - b.height || a.into - b.into || a.from - b.from);
}

function square(values: Float64Array): void {
  for (let index = 0; index < values.length; index++) values[index] *= values[index];
}

/** The clusters still apart, each under its lowest member, and the table between them. */
class Clusters {
  /** Lowest members of the clusters, in rising order. */
  private readonly active: Int32Array;
  private count: number;
  private readonly sizes: Float64Array;

  constructor(
    private readonly table: Float64Array,
    private readonly size: number,
    private readonly linkage: Linkage,
  ) {
    this.active = Int32Array.from({ length: size }, (_, index) => index);
    this.count = size;
    this.sizes = new Float64Array(size).fill(1);
  }

  first(): number {
    return this.active[0];
  }

  /** The cluster closest to another; of equals the lowest. */
  nearest(cluster: number): number {
    const { active, table, size } = this;
    let best = Number.POSITIVE_INFINITY;
    let nearest = -1;
    let place = 0;
    for (; active[place] < cluster; place++) {
      const value = table[condensedIndex(size, active[place], cluster)];
      if (value < best || nearest < 0) {
        best = value;
        nearest = active[place];
      }
    }
    const row = condensedIndex(size, cluster, 0);
    for (place++; place < this.count; place++) {
      const value = table[row + active[place]];
      if (value < best || nearest < 0) {
        best = value;
        nearest = active[place];
      }
    }
    return nearest;
  }

  /** Puts two clusters together under `into`; returns how far apart they were. */
  merge(into: number, from: number): number {
    const { active, table, size } = this;
    const height = table[this.indexOf(into, from)];
    let kept = 0;
    for (let place = 0; place < this.count; place++) {
      const other = active[place];
      if (other === from) continue;
      active[kept++] = other;
      if (other === into) continue;
      const index = this.indexOf(into, other);
      table[index] = this.distance(into, from, other, table[index], height);
    }
    this.count = kept;
    // A value that is no class, so that searches for a cluster's place end there.
    if (kept < size) active[kept] = size;
    this.sizes[into] += this.sizes[from];
    return height;
  }

  /** From the merged cluster to a third: `near` is from `into` to it, `height` between the two. */
  private distance(into: number, from: number, other: number, near: number, height: number) {
    const far = this.table[this.indexOf(from, other)];
    const { sizes, linkage } = this;
    if (linkage === 'complete') return Math.max(near, far);
    const [a, b] = [sizes[into], sizes[from]];
    if (linkage === 'average') {
      // Rounding must not leave the range of the two: chain and order of merges rest on it.
      const mean = (a * near + b * far) / (a + b);
      return Math.min(Math.max(mean, Math.min(near, far)), Math.max(near, far));
    }
    const c = sizes[other];
    const value = ((a + c) * near + (b + c) * far - c * height) / (a + b + c);
    return Math.max(value, Math.min(near, far));
  }

  private indexOf(a: number, b: number): number {
    return a < b ? condensedIndex(this.size, a, b) : condensedIndex(this.size, b, a);
  }
}
