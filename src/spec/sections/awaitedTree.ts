/**
 * A tree that an experiment names by its hash: links have no room for large ones, so the tree is asked
 * for where the experiment is opened, as its data set is.
 */
import { hashJson } from '../../lib/hash.ts';
import type { SpecIssue } from '../specIssue.ts';
import type { AwaitedTree, ImportedTree, TreeSpec } from './treeSpec.ts';

/** SHA-256 of what a tree says; the name of its file is a label and does not count. */
function treeHash({ nodes, parents }: Pick<ImportedTree, 'nodes' | 'parents'>): string {
  return hashJson({ nodes, parents });
}

/** Whether only a tree's hash is known. */
export function isAwaitedTree(tree: TreeSpec | null): tree is AwaitedTree {
  return tree !== null && 'hash' in tree;
}

/** The tree by its hash alone. */
export function awaitedTree(tree: ImportedTree): AwaitedTree {
  return { name: tree.name, hash: treeHash(tree) };
}

/** Why a tree is not the one asked for, for people; null where it is, or none is. */
export function otherTree(asked: TreeSpec | null, tree: ImportedTree): string | null {
  if (!isAwaitedTree(asked) || treeHash(tree) === asked.hash) return null;
  return `the experiment asks for the tree “${asked.name}” whose hash begins with ${asked.hash.slice(0, 12)}; that of “${tree.name}” begins with ${treeHash(tree).slice(0, 12)}`;
}

/** What the field at a path says of a tree that is to come. */
export function awaitedIssue(path: string, { name, hash }: AwaitedTree): SpecIssue {
  return {
    path,
    message: `is not in the link, which has no room for it: open the file “${name}” (the tree whose hash begins with ${hash.slice(0, 12)})`,
  };
}
