/**
 * The hierarchical softmax: the probability of a class is the product, from the root down, of the
 * softmax over the children of each node on its path, p(y) = Π_l softmax over the siblings of t_l(y).
 * Every group of every level is a node, the classes are the leaves.
 */
import { exp } from '../../lib/transcendental/exp.ts';
import type { LevelGroups } from './levels.ts';

/** The nodes of a nested tree, level by level, the classes last. */
export interface PathTree {
  /** The node of each class at each level. */
  readonly nodeOf: readonly Int32Array[];
  /** The parent of each node, a node of the level before; 0, the root, on the first; −1 for a group without classes. */
  readonly parentOf: readonly Int32Array[];
}

/**
 * The tree that nested groupings are.
 * @param levels those above the classes, coarsest first.
 * @throws RangeError where a group has classes of two coarser groups: such a tree has no path.
 */
export function pathTree(levels: readonly LevelGroups[], classCount: number): PathTree {
  const classes = Int32Array.from({ length: classCount }, (_, index) => index);
  const nodeOf = [...levels.map(({ groupOf }) => groupOf), classes];
  const counts = [...levels.map(({ groupCount }) => groupCount), classCount];
  const parentOf = counts.map((count, level) => {
    const parents = new Int32Array(count).fill(-1);
    for (let index = 0; index < classCount; index++) {
      const node = nodeOf[level][index];
      const parent = level === 0 ? 0 : nodeOf[level - 1][index];
      if (parents[node] !== -1 && parents[node] !== parent) {
        throw new RangeError(
          `Group ${node + 1} of level ${level + 1} has classes of two coarser groups: a product along the path needs a nested tree`,
        );
      }
      parents[node] = parent;
    }
    return parents;
  });
  return { nodeOf, parentOf };
}

/**
 * The probability of each node, in double precision: that of its parent times its softmax among its
 * siblings. Those of a level sum to 1; the last are the classes'.
 * @param logits count × N_l of each level, row by row.
 */
export function pathProbabilities(
  { parentOf }: PathTree,
  logits: readonly Float32Array[],
  count: number,
): Float32Array[] {
  let above = new Float64Array(count).fill(1);
  return logits.map((scores, level) => {
    const parents = parentOf[level];
    const parentCount = above.length / count;
    const own = new Float64Array(scores.length);
    for (let image = 0; image < count; image++) {
      const row = { scores, start: image * parents.length };
      softmaxOfSiblings(row, parents, own, above.subarray(image * parentCount));
    }
    above = own;
    return Float32Array.from(own);
  });
}

interface Row {
  readonly scores: Float32Array;
  readonly start: number;
}

/** Writes each node's probability, given those of the parents. */
function softmaxOfSiblings(
  { scores, start }: Row,
  parents: Int32Array,
  to: Float64Array,
  above: Float64Array,
): void {
  const largest = new Float64Array(above.length).fill(-Infinity);
  parents.forEach((parent, node) => {
    if (parent >= 0) largest[parent] = Math.max(largest[parent], scores[start + node]);
  });
  const sums = new Float64Array(above.length);
  parents.forEach((parent, node) => {
    if (parent < 0) return;
    to[start + node] = exp(scores[start + node] - largest[parent]);
    sums[parent] += to[start + node];
  });
  parents.forEach((parent, node) => {
    if (parent >= 0) to[start + node] *= above[parent] / sums[parent];
  });
}
