/** The halves of an espalier: what of the tree is drawn on each side of the trunk. */
import type { TreeGroup } from '../../../analysis/groups/treeModel.ts';
import type { Side } from './espalierSides.ts';
import { isRow } from './rowMetrics.ts';
import type { TreeNode } from './shownTree.ts';

/** A node of one side of the tree: groups that lie on both sides are drawn on both. */
export interface Part {
  readonly node: TreeNode;
  readonly group: TreeGroup;
  readonly parts: readonly Part[];
}

/** The groups of one side, as a tree of their own. */
export function partsOn(node: TreeNode, side: Side, sideOf: ReadonlyMap<string, Side>): Part[] {
  return (node.children ?? []).flatMap((child): Part[] => {
    const { data } = child;
    if (data.kind !== 'group') return [];
    if (isRow(child)) return placedOn(data, sideOf) === side ? [part(child, data, [])] : [];
    const parts = partsOn(child, side, sideOf);
    return parts.length === 0 ? [] : [part(child, data, parts)];
  });
}

function part(node: TreeNode, group: TreeGroup, parts: readonly Part[]): Part {
  return { node, group, parts };
}

/** A folded branch stands where its first arm was; a group that the built tree lacks, right. */
export function placedOn(group: TreeGroup, sideOf: ReadonlyMap<string, Side>): Side {
  return sideOf.get(group.key) ?? 'right';
}

/** The rows of some parts, from top to bottom. */
export function rowParts(parts: readonly Part[]): Part[] {
  return parts.flatMap((each) => (each.parts.length === 0 ? [each] : rowParts(each.parts)));
}
