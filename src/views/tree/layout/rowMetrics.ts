/** Sizes that the layouts share: how large pictures and names of leaves are drawn. */
import type { TreeGroup } from '../../../analysis/groups/treeModel.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import type { TreeNode } from './shownTree.ts';
import { estimatedWidth } from './treeLayout.ts';

/** What a layout needs to know of names: they decide how wide things are. */
export interface TreeNames {
  readonly ofClass: (index: ClassIndex) => string;
  readonly ofGroup: (group: TreeGroup) => string;
}

/** Sizes of type: leaf names, group names, and what is said under these. */
const leafType = 10;
const groupType = 12;
const factsType = 11;

/** Room that the longest name of a leaf wants, within bounds. */
export function leafNameWidth(tree: TreeNode, names: TreeNames, least: number, most: number) {
  return widest(
    tree.leaves().map(({ data }) => (data.kind === 'class' ? names.ofClass(data.index) : '')),
    leafType,
    least,
    most,
  );
}

/** Room that the longest name among groups wants, within bounds. */
export function groupNameWidth(
  groups: readonly TreeGroup[],
  names: TreeNames,
  least: number,
  most: number,
) {
  return widest(groups.map(names.ofGroup), groupType, least, most);
}

/** Room for `100% · 12 classes` under a group's name: any group may come to hold as many. */
export function groupFactsWidth(tree: TreeNode): number {
  return Math.ceil(estimatedWidth(`100% · ${tree.leaves().length} classes`, factsType)) + 4;
}

function widest(texts: readonly string[], size: number, least: number, most: number): number {
  const longest = texts.reduce((width, text) => Math.max(width, estimatedWidth(text, size)), 0);
  return Math.round(Math.min(most, Math.max(least, longest + 6)));
}

/** Whether a node takes rows of its own: an arm with leaves, or a branch without anything on it. */
export function isRow({ data, children }: TreeNode): boolean {
  return data.kind === 'group' && (children === undefined || children[0].data.kind !== 'group');
}
