import { GroupCounts } from '../algorithms/levelwise/groupCounts.ts';
import type { SparseAssignment } from '../spec/run/events/levelwiseEvents.ts';

/** Ω of a level as a log tells it. */
export function toldCounts(
  { groups, classes, counts }: SparseAssignment,
  groupCount: number,
  classCount: number,
): GroupCounts {
  const told = new GroupCounts(groupCount, classCount);
  groups.forEach((group, entry) => {
    told.add(group, classes[entry], counts[entry]);
  });
  return told;
}
