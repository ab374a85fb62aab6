import { type HierarchyNode, hierarchy } from 'd3-hierarchy';
import type { ClassTreeModel, TreeDatum, TreeGroup } from '../../../analysis/groups/treeModel.ts';

/** A node as layouts place it. */
export type TreeNode = HierarchyNode<TreeDatum>;

/** The hierarchy with folded groups closed, as layouts take it. */
export function shownTree(
  { root }: ClassTreeModel,
  isFolded: (group: TreeGroup) => boolean,
): TreeNode {
  return hierarchy<TreeDatum>(root, (datum) => {
    if (datum.kind === 'root') return datum.children;
    if (datum.kind !== 'group' || datum.children.length === 0) return undefined;
    return isFolded(datum) ? undefined : datum.children;
  });
}
