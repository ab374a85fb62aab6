import type { TreeNode } from './shownTree.ts';

export type Side = 'left' | 'right';

/** How much heavier one side may be before a limb is spread over both. */
const maxUnevenness = 1.3;

/**
 * The side of the trunk that each group stands on, by key. Limbs keep their order, the first ones
 * left, cut where both sides come closest; where one limb outweighs the rest its arms are dealt to
 * both sides. A group whose arms are on both sides has that of its first arm.
 * @param whole the tree as it was built, unfolded.
 */
export function espalierSides(whole: TreeNode): Map<string, Side> {
  const limbs = (whole.children ?? []).map(armsOf);
  const all = limbs.reduce((sum, arms) => sum + arms.length, 0);
  let left = 0;
  for (const arms of limbs) {
    if (Math.abs(all - 2 * (left + arms.length)) > Math.abs(all - 2 * left)) break;
    left += arms.length;
  }
  // One limb alone would leave a side bare.
  const uneven = Math.max(left, all - left) / Math.max(1, Math.min(left, all - left));
  const armsLeft = uneven > maxUnevenness ? Math.ceil(all / 2) : left;
  const sides = new Map<string, Side>();
  limbs.flat().forEach((arm, place) => {
    const side = place < armsLeft ? 'left' : 'right';
    for (const node of arm.ancestors()) {
      if (!sides.has(node.data.key)) sides.set(node.data.key, side);
    }
  });
  return sides;
}

function armsOf(limb: TreeNode): TreeNode[] {
  const groups = (limb.children ?? []).filter(({ data }) => data.kind === 'group');
  return groups.length === 0 ? [limb] : groups.flatMap(armsOf);
}
