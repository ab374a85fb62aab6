/** The levels of a hierarchy above the classes: groupings, coarsest first. */
import { cutMerges } from './cut.ts';
import { agglomerate, type Linkage } from './linkage.ts';
import { classDistances, dissimilarities } from './similarity.ts';

/** One level: every class lies in one of `groupCount` groups; a group may be empty. */
export interface LevelGroups {
  readonly groupCount: number;
  /** The group of each class. */
  readonly groupOf: Int32Array;
}

export interface LevelOptions {
  /** N_l of each level, coarsest first, each above 0 and at most N. */
  readonly counts: readonly number[];
  readonly linkage: Linkage;
  /** σ of Eq. 3; not used by Ward's linkage. */
  readonly sigma: 'self-tuned' | number;
}

/**
 * The hierarchy of classes by the likeness of their mean features: agglomerative clustering on
 * 1 − S (Eq. 3), cut into the groups of each level, nested. Ward's criterion is a variance, so it
 * is taken on the Euclidean distances themselves, without σ (ours).
 * @param means N × d.
 * @throws RangeError where the means are of another size, or not all finite.
 */
export function buildLevels(
  means: Float64Array,
  classCount: number,
  featureCount: number,
  { counts, linkage, sigma }: LevelOptions,
): LevelGroups[] {
  if (means.length !== classCount * featureCount) {
    throw new RangeError(`${means.length} values are not ${classCount} means of ${featureCount}`);
  }
  // With NaN no cluster has a nearest one, and the chain would never end.
  if (!means.every(Number.isFinite)) {
    throw new RangeError('The mean features of the classes are not all finite numbers');
  }
  const distances = classDistances(means, classCount);
  const table = linkage === 'ward' ? distances : dissimilarities(distances, classCount, sigma);
  const merges = agglomerate(table, classCount, linkage);
  return counts.map((groupCount) => ({
    groupCount,
    groupOf: cutMerges(merges, classCount, groupCount),
  }));
}

/** Classes in each group. */
export function groupSizes({ groupCount, groupOf }: LevelGroups): Int32Array {
  const sizes = new Int32Array(groupCount);
  for (const group of groupOf) sizes[group]++;
  return sizes;
}

export interface ParentGroups {
  /** The coarser group that each group hangs under; 0 for a group without classes. */
  readonly parentOf: Int32Array;
  /** Classes that lie in another coarser group than the one their group hangs under. */
  readonly strays: Int32Array;
}

/**
 * How a level is drawn under the coarser one, nested or not: a group hangs under the coarser group
 * that holds most of its classes (ties: the lower index). The classes left over are told apart.
 */
export function parentGroups(upper: LevelGroups, lower: LevelGroups): ParentGroups {
  const shared = new Int32Array(lower.groupCount * upper.groupCount);
  lower.groupOf.forEach((group, index) => {
    shared[group * upper.groupCount + upper.groupOf[index]]++;
  });
  const parentOf = Int32Array.from({ length: lower.groupCount }, (_, group) => {
    const row = group * upper.groupCount;
    let best = 0;
    for (let parent = 1; parent < upper.groupCount; parent++) {
      if (shared[row + parent] > shared[row + best]) best = parent;
    }
    return best;
  });
  const strays = lower.groupOf.map((_, index) => index);
  return {
    parentOf,
    strays: strays.filter((index) => parentOf[lower.groupOf[index]] !== upper.groupOf[index]),
  };
}

/**
 * Where an error enters: the coarsest level at which predicted and true class lie in different
 * groups; `levels.length` where only the classes differ, −1 where they are the same.
 */
export function entryLevel(
  levels: readonly LevelGroups[],
  predicted: number,
  truth: number,
): number {
  if (predicted === truth) return -1;
  const level = levels.findIndex(({ groupOf }) => groupOf[predicted] !== groupOf[truth]);
  return level < 0 ? levels.length : level;
}

/**
 * Levels up from two classes to the finest group that holds both: 1 within a group of the finest
 * level, `levels.length + 1` where only the root holds both, 0 for a class and itself.
 */
export function treeDistance(levels: readonly LevelGroups[], a: number, b: number): number {
  if (a === b) return 0;
  const level = levels.findLastIndex(({ groupOf }) => groupOf[a] === groupOf[b]);
  // Not found is −1, the root's place above level 0.
  return levels.length - level;
}
