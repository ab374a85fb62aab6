/** Names as branches and leaves bear them: short, with spaces for underscores. */
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { groupNames } from './groupNames.ts';

/** The name under a leaf: the last part of a path. The whole name is said on hover. */
export function leafName(name: string): string {
  const part = name.slice(name.lastIndexOf('/') + 1);
  return withSpaces(part === '' ? name : part);
}

const betweenWords = /(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}])/gu;

/** Underscores between words stand for spaces; any other is meant. */
function withSpaces(name: string): string {
  return name.replace(betweenWords, ' ');
}

function shortened(name: string): string {
  return name.split(', ').map(leafName).join(', ');
}

const remembered = new WeakMap<LevelwiseState['built'], readonly (readonly string[])[]>();

/** The names of the groups of each level, coarsest first. */
export function branchNames(
  levelwise: LevelwiseState,
  classes: readonly string[],
): readonly (readonly string[])[] {
  const known = remembered.get(levelwise.built);
  if (known !== undefined) return known;
  const names = groupNames(levelwise, classes).map((level, at) =>
    level.map((name) => {
      // A name made of class names is as short as they are, unless another one is then the same.
      const short = levelwise.built.levels[at].names === null ? shortened(name) : name;
      const isClear = level.filter((other) => shortened(other) === short).length < 2;
      return withSpaces(isClear ? short : name);
    }),
  );
  remembered.set(levelwise.built, names);
  return names;
}
