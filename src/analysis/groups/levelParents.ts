import { groupSizes, type LevelGroups, parentGroups } from '../../algorithms/levelwise/levels.ts';

/**
 * Per level, the coarser group that each group hangs under: the one that holds most of its classes,
 * since levels need not be nested. An emptied group stays where it was built, and the coarsest hang
 * under the root, 0.
 */
export function levelParents(
  levels: readonly LevelGroups[],
  built: readonly LevelGroups[],
): Int32Array[] {
  return levels.map((level, at) => {
    if (at === 0) return new Int32Array(level.groupCount);
    const sizes = groupSizes(level);
    const { parentOf } = parentGroups(levels[at - 1], level);
    const before = parentGroups(built[at - 1], built[at]).parentOf;
    return parentOf.map((parent, group) => (sizes[group] === 0 ? before[group] : parent));
  });
}
