/** The tree by which classes are near or far: from the experiment, else from the data's coarse labels. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { awaitedIssue, isAwaitedTree } from '../../spec/sections/awaitedTree.ts';
import { DataError } from '../dataError.ts';
import { coarseLevels, type GroupedLevel } from './levelPlan.ts';
import { levelsOfTree } from './levelsOfTree.ts';

export interface TreeOfClasses {
  readonly from: 'coarse-labels' | 'file';
  /** Levels above the classes, coarsest first, nested. */
  readonly levels: readonly GroupedLevel[];
}

/** WordNet over ImageNet’s classes has 13: no θ is to be learned for each, as a level-wise method has it. */
const mostLevels = 64;

/**
 * Null where there is neither.
 * @throws DataError for a tree that is not at hand, or not one over these classes.
 */
export function treeOfClasses(
  { tree }: Pick<ExperimentSpec, 'tree'>,
  data: { readonly name: string; readonly classes: readonly string[] },
): TreeOfClasses | null {
  if (tree === undefined) {
    const levels = coarseLevels(data.classes);
    return levels.length === 0 ? null : { from: 'coarse-labels', levels };
  }
  if (isAwaitedTree(tree)) {
    const { path, message } = awaitedIssue('tree', tree);
    throw new DataError({
      file: data.name,
      place: path,
      found: message,
      allowed: 'the tree that the experiment asks for',
      remedy: 'open the tree’s file (on the command line --hierarchy)',
    });
  }
  return { from: 'file', levels: levelsOfTree(tree, data.classes, null, mostLevels).levels };
}
