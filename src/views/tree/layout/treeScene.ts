/** Everything that a tree on the page is drawn from, worked out from a state and what is chosen. */
import type { LevelGroups } from '../../../algorithms/levelwise/levels.ts';
import type { TreeMoment } from '../../../analysis/groups/assignmentEntries.ts';
import { ghostsAt } from '../../../analysis/groups/movedClasses.ts';
import {
  buildTree,
  type ClassTreeModel,
  groupKey,
  type TreeGroup,
} from '../../../analysis/groups/treeModel.ts';
import { branchNames, leafName } from '../../../analysis/groups/treeNames.ts';
import type { LevelwiseState } from '../../../spec/run/levelwiseState.ts';
import { type TreeStop, treeStops } from '../treeKeys.ts';
import { espalierLayout } from './espalierLayout.ts';
import { narrowLayout } from './narrowLayout.ts';
import { radialLayout } from './radialLayout.ts';
import type { TreeNames } from './rowMetrics.ts';
import { shownTree, type TreeNode } from './shownTree.ts';
import { tidyLayout } from './tidyLayout.ts';
import type { PlacedLeaf, TreeLayout } from './treeLayout.ts';

export type TreeForm = 'espalier' | 'tidy' | 'radial';

export interface TreeChoice {
  readonly form: TreeForm;
  /** Groups that a person has folded or unfolded, by key. */
  readonly folds: ReadonlyMap<string, boolean>;
  readonly width: number;
}

export interface TreeScene {
  readonly model: ClassTreeModel;
  readonly layout: TreeLayout;
  readonly stops: readonly TreeStop[];
  readonly stopOf: ReadonlyMap<string, TreeStop>;
  readonly leafOf: ReadonlyMap<string, PlacedLeaf>;
}

/** Classes from which arms fold to counts, and the tidy tree is shown first. */
const manyClasses = 150;
/** Arms from which the level above them folds as well: more rows than anyone reads. */
const manyArms = 60;
/** Widths below which a page is narrow. */
const narrowWidth = 620;

/** The form in which a tree is shown before a person chooses one. */
export function usualForm(classCount: number, width: number): TreeForm {
  return classCount > manyClasses && !isNarrowWidth(width) ? 'tidy' : 'espalier';
}

export function isNarrowWidth(width: number): boolean {
  return width < narrowWidth;
}

/** What does not depend on what is folded, nor on the room there is. */
export interface TreeGround {
  readonly model: ClassTreeModel;
  /** The tree as it was built, unfolded: sizes and sides come from it, so that they stay. */
  readonly whole: TreeNode;
  readonly names: TreeNames;
  readonly levelwise: LevelwiseState;
}

/** The hierarchy of a moment; there must be at least one level. */
export function treeGround(
  levelwise: LevelwiseState,
  classes: readonly string[],
  moment: TreeMoment,
): TreeGround {
  const built = levelwise.built.levels.map(({ groupCount, groupOf }) =>
    levelGroups(groupCount, groupOf),
  );
  const now = built.map(({ groupCount }, level) =>
    levelGroups(groupCount, levelwise.groupOf[level]),
  );
  const moves = levelwise.moves.filter(({ undone }) => !undone);
  const before = buildTree({ levels: built, built, moves: [], ghosts: [] });
  const model =
    moment === 'before'
      ? before
      : buildTree({ levels: now, built, moves, ghosts: ghostsAt(levelwise, moment) });
  const whole = shownTree(before, () => false);
  return { model, whole, names: namesOf(levelwise, classes), levelwise };
}

/** The scene of a tree in the room there is. */
export function treeScene(
  { model, whole, names, levelwise }: TreeGround,
  { form, folds, width }: TreeChoice,
): TreeScene {
  const isNarrow = isNarrowWidth(width);
  const isFirstFolded = foldedAtFirst(levelwise, isNarrow);
  const tree = shownTree(model, (group) => folds.get(group.key) ?? isFirstFolded(group));
  const layout = layoutOf(form, isNarrow)(tree, whole, names, width);
  const stops = treeStops(tree);
  return {
    model,
    layout,
    stops,
    stopOf: new Map(stops.map((stop) => [stop.key, stop])),
    leafOf: new Map(layout.leaves.map((leaf) => [leaf.leaf.key, leaf])),
  };
}

function levelGroups(groupCount: number, groupOf: readonly number[]): LevelGroups {
  return { groupCount, groupOf: Int32Array.from(groupOf) };
}

function layoutOf(form: TreeForm, isNarrow: boolean) {
  switch (form) {
    case 'espalier':
      return isNarrow ? narrowLayout : espalierLayout;
    case 'tidy':
      return tidyLayout;
    case 'radial':
      return radialLayout;
  }
}

function namesOf(levelwise: LevelwiseState, classes: readonly string[]): TreeNames {
  const groups = branchNames(levelwise, classes);
  return {
    ofClass: (index) => leafName(classes[index]),
    ofGroup: ({ level, group }) => groups[level][group],
  };
}

/** Arms of a large tree are folded, and on a narrow page all but those of the newest move. */
function foldedAtFirst({ built, moves }: LevelwiseState, isNarrow: boolean) {
  const finest = built.levels.length - 1;
  const { groupCount, groupOf } = built.levels[finest];
  const isLarge = groupOf.length > manyClasses;
  const newest = moves.findLast(({ level, undone }) => level === finest && !undone);
  const touched = newest ? [groupKey(finest, newest.from), groupKey(finest, newest.to)] : [];
  return ({ key, level }: TreeGroup) => {
    if (level === finest) return isLarge || (isNarrow && !touched.includes(key));
    return level === finest - 1 && groupCount > manyArms;
  };
}
