/**
 * The tree of an experiment, which it holds or asks for by its hash: that of a level-wise method is its
 * hierarchy, that of others stands beside the method. No experiment has both.
 */
import type { ExperimentSpec } from './experimentSpec.ts';
import { levelwisePartOf } from './methods/methodFacts.ts';
import { awaitedTree, isAwaitedTree } from './sections/awaitedTree.ts';
import type { AwaitedTree, TreeSpec } from './sections/treeSpec.ts';

type Method = ExperimentSpec['method'];
type WithTree = Pick<ExperimentSpec, 'method' | 'tree'>;

/** The tree from a file; null where there is none. */
export function treeOf({ method, tree }: WithTree): TreeSpec | null {
  const part = levelwisePartOf(method);
  return part === null ? (tree ?? null) : part.settings.hierarchy.imported;
}

/** A level-wise method, or one of level-wise members, with another tree as its hierarchy. */
export function withHierarchyReplaced<Tree>(method: Method, imported: Tree): object {
  if ('hierarchy' in method) return { ...method, hierarchy: { ...method.hierarchy, imported } };
  if (!('members' in method) || method.members === undefined) return method;
  const hierarchy = { ...method.members.hierarchy, imported };
  return { ...method, members: { ...method.members, hierarchy } };
}

/** The experiment with another tree in place of the one that it has. */
export function withTreeReplaced<Spec extends WithTree>(spec: Spec, tree: TreeSpec): Spec {
  if (levelwisePartOf(spec.method) === null) return { ...spec, tree };
  return { ...spec, method: withHierarchyReplaced(spec.method, tree) };
}

/** The experiment with its tree named by its hash; as it is where it holds no tree. */
export function withAwaitedTree(spec: ExperimentSpec): ExperimentSpec {
  const tree = treeOf(spec);
  if (tree === null || isAwaitedTree(tree)) return spec;
  return withTreeReplaced(spec, awaitedTree(tree));
}

/** The tree that an experiment asks for; null where it has all that it needs. */
export function awaitedTreeOf(spec: WithTree): AwaitedTree | null {
  const tree = treeOf(spec);
  return isAwaitedTree(tree) ? tree : null;
}
