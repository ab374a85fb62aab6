/** The tree of an experiment, which it holds or asks for by its hash. */
import type { ExperimentSpec } from './experimentSpec.ts';
import { awaitedTree, isAwaitedTree } from './sections/awaitedTree.ts';
import type { AwaitedTree } from './sections/treeSpec.ts';

/** The experiment with its tree named by its hash; as it is where it holds no tree. */
export function withAwaitedTree(spec: ExperimentSpec): ExperimentSpec {
  const { method } = spec;
  const imported = 'hierarchy' in method ? method.hierarchy.imported : null;
  if (!('hierarchy' in method) || imported === null || isAwaitedTree(imported)) return spec;
  const hierarchy = { ...method.hierarchy, imported: awaitedTree(imported) };
  return { ...spec, method: { ...method, hierarchy } };
}

/** The tree that an experiment asks for; null where it has all that it needs. */
export function awaitedTreeOf({ method }: Pick<ExperimentSpec, 'method'>): AwaitedTree | null {
  const imported = 'hierarchy' in method ? method.hierarchy.imported : null;
  return isAwaitedTree(imported) ? imported : null;
}
