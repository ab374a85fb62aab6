/** Names as branches and leaves bear them: short, with spaces for underscores. */
import type { LevelwiseState } from '../../spec/runState.ts';
import { groupNames } from '../shared/groupNames.ts';

/** The name under a leaf: the last part of a path. The whole name is said on hover. */
export function leafName(name: string): string {
  const part = name.slice(name.lastIndexOf('/') + 1);
  return (part === '' ? name : part).replaceAll('_', ' ');
}

const remembered = new WeakMap<LevelwiseState['built'], readonly (readonly string[])[]>();

/** The names of the groups of each level, coarsest first. */
export function branchNames(
  levelwise: LevelwiseState,
  classes: readonly string[],
): readonly (readonly string[])[] {
  const known = remembered.get(levelwise.built);
  if (known !== undefined) return known;
  const names = groupNames(levelwise, classes).map((level) =>
    level.map((name) => name.replaceAll('_', ' ')),
  );
  remembered.set(levelwise.built, names);
  return names;
}
