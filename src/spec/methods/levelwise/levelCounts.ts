/** How many groups each level of a hierarchy has, as far as the spec alone decides it. */
import type { HierarchySpec } from './levelwiseSchema.ts';

/** Levels above the classes, at most. */
export const maxLevels = 5;

/**
 * Groups of each level above N classes, coarsest first; empty for a Ψ between classes; null where
 * the coarse labels or the imported tree decide.
 */
export function levelCounts(
  { from, levels, branching }: Pick<HierarchySpec, 'from' | 'levels' | 'branching'>,
  classCount: number,
): readonly number[] | null {
  if (from === 'confusion') return [];
  if (levels !== null) return levels;
  return branching === null ? null : branchedCounts(branching, classCount);
}

/** N_l = ceil(N_{l+1} / b), from the classes up while at least two groups are left. */
function branchedCounts(branching: number, classCount: number): number[] {
  const counts: number[] = [];
  let count = Math.ceil(classCount / branching);
  while (count >= 2 && counts.length < maxLevels) {
    counts.unshift(count);
    count = Math.ceil(count / branching);
  }
  return counts;
}
