/** The tree update: at the end of an adaptation epoch each class moves to its best group. */
import type { GroupCounts } from './groupCounts.ts';

/**
 * What makes a group the best for a class: `counts` that it holds most of its images (ours),
 * `assignment` that its Ψ is the largest, as the paper prunes; that favours small groups.
 */
export type MoveBy = 'counts' | 'assignment';

/**
 * The best group of each class: argmax_t Ω_ty or argmax_t Ψ_ty. Of groups equally good the one
 * that the class is in now, if it is among them, else the lowest (ours).
 * @param assignment Ψ, N_l × N.
 * @param current the group of each class now.
 */
export function bestGroups(
  counts: GroupCounts,
  assignment: Float64Array,
  moveBy: MoveBy,
  current: Int32Array,
): Int32Array {
  const values = moveBy === 'counts' ? counts.values : assignment;
  const { groupCount, classCount } = counts;
  return current.map((own, index) => {
    let best = own;
    for (let group = groupCount - 1; group >= 0; group--) {
      const [value, most] = [values[group * classCount + index], values[best * classCount + index]];
      if (value > most || (value === most && best !== own)) best = group;
    }
    return best;
  });
}

/** A class that goes to another group. */
export interface TreeMove {
  readonly class: number;
  readonly from: number;
  readonly to: number;
}

/** Who moves from one grouping to the next, by class; pinned classes stay. */
export function movesOf(
  before: Int32Array,
  after: Int32Array,
  pinned: ReadonlySet<number>,
): TreeMove[] {
  const moves: TreeMove[] = [];
  after.forEach((to, index) => {
    const from = before[index];
    if (to !== from && !pinned.has(index)) moves.push({ class: index, from, to });
  });
  return moves;
}
