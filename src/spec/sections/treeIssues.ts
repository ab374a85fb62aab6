/** What may be wrong with a tree over classes: by itself, and beside the classes at hand. */
import type { SpecIssue } from '../specIssue.ts';
import { awaitedIssue, isAwaitedTree } from './awaitedTree.ts';
import type { TreeSpec } from './treeSpec.ts';

/** Complaints at the field at `path` that need no data set. */
export function treeFormIssues(path: string, tree: TreeSpec): SpecIssue[] {
  if (isAwaitedTree(tree) || tree.nodes.length === tree.parents.length) return [];
  const message = `has ${tree.nodes.length} nodes but ${tree.parents.length} parents`;
  return [{ path, message }];
}

/** Complaints about a tree that is to come, or was read for other classes. */
export function treeClassIssues(
  path: string,
  tree: TreeSpec,
  classes: readonly string[],
): SpecIssue[] {
  if (isAwaitedTree(tree)) return [awaitedIssue(path, tree)];
  const nodes = new Set(tree.nodes);
  const missing = classes.find((name) => !nodes.has(name));
  if (missing === undefined) return [];
  const message = `does not hold the class “${missing}” of the data set at hand: open a tree of its classes`;
  return [{ path, message }];
}
