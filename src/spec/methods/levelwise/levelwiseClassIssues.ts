/** What of a level-wise method does not suit the classes at hand. */
import { coarseLabelLevels } from '../../coarseLabels.ts';
import { treeClassIssues } from '../../sections/treeIssues.ts';
import type { SpecIssue } from '../../specIssue.ts';
import { levelCounts } from './levelCounts.ts';
import type { LevelwiseSpec } from './levelwiseSchema.ts';

/** Complaints about classes of these names, those of {@link classCountIssues} first. */
export function levelwiseClassIssues(
  method: LevelwiseSpec,
  classes: readonly string[],
): SpecIssue[] {
  return [
    ...classCountIssues(method, classes.length),
    ...labelIssues(method, classes),
    ...treeIssues(method, classes),
    ...pinIssues(method, classes),
  ];
}

/** Complaints that depend on the number of classes: levels must shrink from the classes up. */
export function classCountIssues(method: LevelwiseSpec, classCount: number): SpecIssue[] {
  return [...shrinkIssues(method, classCount), ...importanceIssues(method, classCount)];
}

function shrinkIssues({ hierarchy }: LevelwiseSpec, classCount: number) {
  const counts = levelCounts(hierarchy, classCount);
  if (counts === null || hierarchy.from === 'confusion') return [];
  if (counts.length === 0) {
    const message =
      classCount > 2
        ? `must be below ${classCount}, the number of classes: it leaves no level of groups`
        : `cannot group ${classCount} classes: take at least three, or a flat network`;
    return [{ path: 'method.hierarchy.branching', message }];
  }
  const last = counts[counts.length - 1];
  if (last < classCount) return [];
  const message = `level ${counts.length} has ${last} groups for ${classCount} classes: it must have fewer groups than there are classes`;
  return [{ path: 'method.hierarchy.levels', message }];
}

function importanceIssues({ classImportance }: LevelwiseSpec, classCount: number) {
  if (classImportance === null) return [];
  const path = 'method.classImportance';
  if (classImportance.length !== classCount) {
    const message = `lists ${classImportance.length} weights for ${classCount} classes`;
    return [{ path, message }];
  }
  if (classImportance.some((weight) => weight > 0)) return [];
  return [{ path, message: 'must have a weight above 0' }];
}

function labelIssues({ hierarchy }: LevelwiseSpec, classes: readonly string[]): SpecIssue[] {
  if (hierarchy.from !== 'labels' || coarseLabelLevels(classes).length > 0) return [];
  const message =
    'needs a data set with coarse labels: folders of classes within folders, every class equally deep';
  return [{ path: 'method.hierarchy.from', message }];
}

/** A tree that was read for other classes. */
function treeIssues({ hierarchy }: LevelwiseSpec, classes: readonly string[]): SpecIssue[] {
  if (hierarchy.from !== 'import' || hierarchy.imported === null) return [];
  return treeClassIssues('method.hierarchy.imported', hierarchy.imported, classes);
}

function pinIssues({ pinned }: LevelwiseSpec, classes: readonly string[]): SpecIssue[] {
  const unknown = pinned.find((name) => !classes.includes(name));
  if (unknown === undefined) return [];
  return [{ path: 'method.pinned', message: `names “${unknown}”, which is no class of this data` }];
}
