/** The levels of a tree over the classes: its own depths, or cuts into as many groups as asked for. */
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { formatCount } from '../../lib/numberFormat.ts';
import { maxLevels } from '../../spec/methods/levelwise/levelCounts.ts';
import type { ImportedTree } from '../../spec/sections/treeSpec.ts';
import { type CheckedTree, checkedTree } from './classTree.ts';
import { type LevelNodes, splitLevels } from './splitLevels.ts';
import { treeError } from './treeShape.ts';

/** A level whose groups have the names of their nodes. */
export type NamedLevel = LevelGroups & { readonly names: string[] };

export interface TreeLevels {
  /** Coarsest first, nested; groups numbered by first member. */
  readonly levels: NamedLevel[];
  /** What was decided or deserves attention, for people. */
  readonly notes: string[];
}

/**
 * Levels above the classes. Without counts they are the depths of the tree: a class that lies
 * higher up stays a group of its own at the depths below it, and depths that group as the one
 * above, or not at all, are left out. With counts, N_l of each level, coarsest first, the group
 * with the most classes is split first (ties: the one with the lowest class), passing over those
 * whose children would make it more than N_l (ours).
 * @throws DataError where nodes and parents are no tree over the classes, where it has no level or
 * more than `most`, and where it cannot be cut into that many groups or fewer.
 */
export function levelsOfTree(
  tree: ImportedTree,
  classes: readonly string[],
  counts: readonly number[] | null,
  most = maxLevels,
): TreeLevels {
  const checked = checkedTree(tree, classes);
  const { nodeOf, notes } =
    counts === null ? depthLevels(checked, most) : splitLevels(checked, counts);
  return { levels: nodeOf.map((nodes) => namedLevel(checked, nodes)), notes };
}

/** @param nodeOf the node that stands for each class's group. */
function namedLevel({ names }: CheckedTree, nodeOf: Int32Array): NamedLevel {
  const groups = new Map<number, number>();
  const groupOf = nodeOf.map((node) => {
    const group = groups.get(node) ?? groups.size;
    groups.set(node, group);
    return group;
  });
  return { groupCount: groups.size, groupOf, names: [...groups.keys()].map((node) => names[node]) };
}

function depthLevels(tree: CheckedTree, most: number): LevelNodes {
  const { order, parents, leafOf } = tree;
  const depths = new Int32Array(parents.length);
  for (const node of order) depths[node] = parents[node] < 0 ? 0 : depths[parents[node]] + 1;
  const chosen = tellingDepths(tree, depths);
  if (chosen.length === 0) {
    throw treeError(
      tree.file,
      null,
      'there is no group between its root and the classes',
      'group the classes in the tree, or build the hierarchy from the network’s features',
    );
  }
  if (chosen.length > most) {
    throw treeError(
      tree.file,
      null,
      `it has ${formatCount(chosen.length)} levels of groups above the classes`,
      'give the numbers of groups wanted, such as 10, 50: the tree is then cut into these',
      `at most ${most} levels`,
    );
  }
  const nodeOf = chosen.map((depth) => {
    const above = new Int32Array(parents.length);
    for (const node of order) above[node] = depths[node] <= depth ? node : above[parents[node]];
    return leafOf.map((leaf) => above[leaf]);
  });
  return { nodeOf, notes: depthNotes(tree, depths, chosen) };
}

/** Depths whose groups differ from those above, are more than one and fewer than the classes. */
function tellingDepths({ leafOf, parents }: CheckedTree, depths: Int32Array): number[] {
  const deepest = depths.reduce((a, b) => Math.max(a, b), 0);
  // Nodes at each depth, and leaves that ended above it.
  const groups = new Float64Array(deepest + 2);
  for (let node = 0; node < parents.length; node++) groups[depths[node]]++;
  const ended = new Float64Array(deepest + 2);
  for (const leaf of leafOf) ended[depths[leaf] + 1]++;
  const chosen: number[] = [];
  let above = 1;
  let leaves = 0;
  for (let depth = 0; depth <= deepest; depth++) {
    leaves += ended[depth];
    const count = groups[depth] + leaves;
    if (count > above && count < leafOf.length) chosen.push(depth);
    above = count;
  }
  return chosen;
}

function depthNotes(
  { leafOf }: CheckedTree,
  depths: Int32Array,
  chosen: readonly number[],
): string[] {
  const last = chosen[chosen.length - 1];
  const higher = leafOf.filter((leaf) => depths[leaf] <= last).length;
  if (higher === 0) return [];
  const subject = higher === 1 ? 'One class lies' : `${formatCount(higher)} classes lie`;
  return [`${subject} higher up in the tree and form groups of their own at deeper levels.`];
}
