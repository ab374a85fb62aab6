/** What a tree of classes asks of a network (Bertinetto et al., *Making Better Mistakes*, CVPR 2020). */
import { exp } from '../../lib/transcendental/exp.ts';
import { type LevelGroups, treeDistance } from '../levelwise/levels.ts';

/**
 * Hierarchical cross-entropy is −Σ_l λ_l ln (P_l / P_{l−1}) over the depths l = 1 … L + 1 on
 * the way from the root, P_l the sum of p over the classes of the group and P_0 = 1, with λ_l = e^{−α l}:
 * in the authors' code h is the distance from the root. Summed by P_l its coefficients are
 * c_l = λ_l − λ_{l+1}, and the last is λ itself.
 * @param levels L, of groups above the classes.
 */
export function hierarchicalCoefficients(levels: number, alpha: number): number[] {
  const weights = Array.from({ length: levels + 1 }, (_, l) => exp(-alpha * (l + 1)));
  return weights.map((weight, l) => (l === levels ? weight : weight - weights[l + 1]));
}

/**
 * Soft labels: t(y, k) = e^{−β d(y, k)} / Σ_j e^{−β d(y, j)} with d the height of the lowest common
 * ancestor over the largest one. One row a class y, by the number m of levels at which k shares y's
 * group, 0 … L, and L + 1 for y itself: N × (L + 2).
 * @param levels nested, coarsest first.
 */
export function softLabelShares(levels: readonly LevelGroups[], beta: number): Float64Array {
  const classCount = levels[0].groupOf.length;
  const width = levels.length + 2;
  const shares = new Float64Array(classCount * width);
  const heights = Array.from({ length: width }, (_, shared) => levels.length + 1 - shared);
  const highest = largestHeight(levels);
  const raised = heights.map((height) => exp((-beta * height) / highest));
  for (let y = 0; y < classCount; y++) {
    let sum = 0;
    for (let k = 0; k < classCount; k++) {
      sum += raised[levels.length + 1 - treeDistance(levels, y, k)];
    }
    for (let shared = 0; shared < width; shared++) {
      shares[y * width + shared] = raised[shared] / sum;
    }
  }
  return shares;
}

/** Of the lowest common ancestor of any two classes. */
function largestHeight(levels: readonly LevelGroups[]): number {
  const isSplit = ({ groupOf }: LevelGroups) => groupOf.some((group) => group !== groupOf[0]);
  const coarsest = levels.findIndex(isSplit);
  return coarsest === -1 ? 1 : levels.length + 1 - coarsest;
}
