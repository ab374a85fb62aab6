import {
  assignmentsAt,
  groupStrength,
  type TreeMoment,
} from '../../../analysis/groups/assignmentEntries.ts';
import type { ClassTreeModel } from '../../../analysis/groups/treeModel.ts';
import type { LevelwiseState } from '../../../spec/run/levelwiseState.ts';

const thinnest = 1.2;
const thickest = 3.6;

/** Width of each group's wire in pixels, by key: the stronger it holds its classes, the thicker. */
export function wireWidths(
  levelwise: LevelwiseState,
  moment: TreeMoment,
  { groups }: ClassTreeModel,
): Map<string, number> {
  const assignments = assignmentsAt(levelwise, moment);
  return new Map(
    [...groups.values()].map(({ key, level, group, classes }) => {
      const strength = groupStrength(assignments[level], group, classes) ?? 0;
      return [key, thinnest + (thickest - thinnest) * strength];
    }),
  );
}
