/** An imported tree whose leaves are known to be the classes. */
import type { ImportedTree } from '../../spec/sections/treeSpec.ts';
import { fitClasses } from './fitClasses.ts';
import { checkNodeCount, orderFromRoot, treeError } from './treeShape.ts';

export interface CheckedTree {
  readonly file: string;
  readonly names: readonly string[];
  /** Position of each node's parent; −1 for the root. */
  readonly parents: readonly number[];
  /** Positions of all nodes, parents before their children. */
  readonly order: Int32Array;
  /** The leaf of each class. */
  readonly leafOf: Int32Array;
}

/**
 * Checks a tree that may have come with a spec from anywhere.
 * @throws DataError unless it is a tree whose leaves are these classes.
 */
export function checkedTree(
  { name, nodes, parents }: ImportedTree,
  classes: readonly string[],
): CheckedTree {
  checkNodeCount(name, nodes.length);
  const isParent = (parent: number) =>
    Number.isInteger(parent) && parent >= -1 && parent < nodes.length;
  if (parents.length !== nodes.length || !parents.every(isParent)) {
    const found =
      parents.length === nodes.length
        ? 'a parent is the position of no node'
        : `it lists ${nodes.length} nodes and ${parents.length} parents`;
    throw treeError(name, null, found, 'open the file of the tree again');
  }
  const order = orderFromRoot(name, parents, (position) => nodes[position]);
  const tree = { file: name, nodes: nodes.map((id) => ({ id, label: null })), parents };
  const leafOf = new Int32Array(classes.length);
  for (const [leaf, index] of fitClasses(tree, classes, null)) leafOf[index] = leaf;
  return { file: name, names: nodes, parents, order, leafOf };
}
