import type { LevelGroups } from '../levelwise/levels.ts';

/**
 * The class of least conditional risk for each image, in place of the most probable one (Karthik et
 * al., *No Cost Likelihood Manipulation at Test Time for Making Better Mistakes in Deep Networks*, ICLR
 * 2021): argmin_k Σ_j d(k, j) p_j, with d the height of the lowest common ancestor. In a tree of L
 * nested levels d(k, j) is L + 1 less the levels at which k and j share a group, the classes counted as
 * a level, so that the risk is least where p_k and the sums of p over k's groups add up to most. Ties go
 * to the lower class.
 * @param probabilities R × N.
 * @param levels groups of each level above the classes, nested, coarsest first.
 */
export function leastRiskClasses(
  probabilities: Float32Array | Float64Array,
  levels: readonly LevelGroups[],
  classCount: number,
): Int32Array {
  const sums = levels.map(({ groupCount }) => new Float64Array(groupCount));
  const count = probabilities.length / classCount;
  return Int32Array.from({ length: count }, (_, image) => {
    const row = probabilities.subarray(image * classCount, (image + 1) * classCount);
    for (const [level, { groupOf }] of levels.entries()) {
      sums[level].fill(0);
      for (let k = 0; k < classCount; k++) sums[level][groupOf[k]] += row[k];
    }
    let [best, most] = [0, -Infinity];
    for (let k = 0; k < classCount; k++) {
      let shared = row[k];
      for (let level = 0; level < levels.length; level++) {
        shared += sums[level][levels[level].groupOf[k]];
      }
      if (shared > most) [best, most] = [k, shared];
    }
    return best;
  });
}
