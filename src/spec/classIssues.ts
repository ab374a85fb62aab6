/** What of an experiment does not suit the classes at hand. */
import type { ExperimentSpec } from './experimentSpec.ts';
import { methodClassIssues } from './methods/methodFacts.ts';
import { treeClassIssues } from './sections/treeIssues.ts';
import type { SpecIssue } from './specIssue.ts';

/** Complaints about classes of these names, of the method and of a tree beside it. */
export function classIssues(
  { method, tree }: Pick<ExperimentSpec, 'method' | 'tree'>,
  classes: readonly string[],
): readonly SpecIssue[] {
  if (tree === undefined) return methodClassIssues(method, classes);
  return [...treeClassIssues('tree', tree, classes), ...methodClassIssues(method, classes, true)];
}
