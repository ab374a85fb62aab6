import { groupSizes, type LevelGroups } from './levels.ts';

/**
 * The most that a class's probability can be, on average over the classes: p(y|x) is at most
 * θ_classes + Σ_l θ_l / C_l, where C_l classes share the class's group of level l.
 * @param levels those above the classes.
 * @param levelWeights θ in force, the classes' last.
 */
export function confidenceCeiling(
  levels: readonly LevelGroups[],
  levelWeights: ArrayLike<number>,
  classCount: number,
): number {
  const sizes = levels.map(groupSizes);
  let sum = 0;
  for (let index = 0; index < classCount; index++) {
    sum += levels.reduce(
      (partial, { groupOf }, level) => partial + levelWeights[level] / sizes[level][groupOf[index]],
      levelWeights[levels.length],
    );
  }
  return sum / classCount;
}
