/**
 * The hierarchy as it is drawn: a root, groups of each level, classes. Order never depends on what
 * has moved since the tree was built, so that a move changes its two groups and nothing else.
 */
import { groupSizes, type LevelGroups, parentGroups } from '../../algorithms/levelwise/levels.ts';
import type { MoveState } from '../../spec/run/levelwiseState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { levelParents } from './levelParents.ts';

export interface TreeRoot {
  readonly kind: 'root';
  readonly key: 'root';
  readonly children: readonly TreeGroup[];
}

export interface TreeGroup {
  readonly kind: 'group';
  readonly key: string;
  /** 0 is the coarsest. */
  readonly level: number;
  readonly group: number;
  /** The coarsest group above it, or itself. */
  readonly limb: number;
  /** The classes beneath it, as they are drawn. */
  readonly classes: readonly ClassIndex[];
  readonly children: readonly TreeGroup[] | readonly TreeLeaf[];
}

/** A class, or the place that one has left. */
export interface TreeLeaf {
  readonly kind: 'class' | 'ghost';
  readonly key: string;
  readonly index: ClassIndex;
  /** Whether it came here after the tree was built. */
  readonly isNew: boolean;
}

export type TreeDatum = TreeRoot | TreeGroup | TreeLeaf;

/** A class whose group at a level is not the one that its branch hangs under. */
export interface Stray {
  readonly index: ClassIndex;
  readonly level: number;
  readonly group: number;
}

export interface ClassTreeModel {
  readonly root: TreeRoot;
  /** Every group drawn, by key. */
  readonly groups: ReadonlyMap<string, TreeGroup>;
  /** Key of the group above each group of a finer level. */
  readonly parentOf: ReadonlyMap<string, string>;
  /** Keys of the groups above each class, coarsest first. */
  readonly pathOf: readonly (readonly string[])[];
  readonly strays: readonly Stray[];
}

/** Identifies a group of a level. */
export function groupKey(level: number, group: number): string {
  return `g${level}-${group}`;
}

export interface TreeSource {
  /** The levels as they are to be drawn, coarsest first; at least one. */
  readonly levels: readonly LevelGroups[];
  /** The levels before adaptation, which give the order. */
  readonly built: readonly LevelGroups[];
  /** Moves in the order they happened: newcomers stand in it at the tip of their arm. */
  readonly moves: readonly Pick<MoveState, 'class' | 'level' | 'to'>[];
  /** Places that classes have left, to be kept free: class and group of the finest level. */
  readonly ghosts: readonly { readonly index: ClassIndex; readonly group: number }[];
}

/** Builds the hierarchy. Groups that never had a class are left out; emptied ones stay. */
export function buildTree(source: TreeSource): ClassTreeModel {
  const parents = levelParents(source.levels, source.built);
  const finest = source.levels.length - 1;
  const members = membersOf(source);
  const below = childGroups(source, parents);
  const groups = new Map<string, TreeGroup>();
  const make = (level: number, group: number, limb: number): TreeGroup => {
    const key = groupKey(level, group);
    const children: readonly TreeGroup[] | readonly TreeLeaf[] =
      level === finest
        ? members[group]
        : below[level][group].map((child) => make(level + 1, child, limb));
    const classes =
      level === finest
        ? members[group].filter(({ kind }) => kind === 'class').map(({ index }) => index)
        : (children as readonly TreeGroup[]).flatMap((child) => child.classes);
    const made: TreeGroup = { kind: 'group', key, level, group, limb, classes, children };
    groups.set(key, made);
    return made;
  };
  const limbs = peopledGroups(source, 0).map((group) => make(0, group, group));
  return {
    root: { kind: 'root', key: 'root', children: limbs },
    groups,
    parentOf: parentKeys(parents),
    pathOf: Array.from(source.levels[finest].groupOf, (group) => pathTo(parents, finest, group)),
    strays: straysOf(source),
  };
}

/** Per level but the finest, the groups that hang under each group. */
function childGroups(source: TreeSource, parents: readonly Int32Array[]): number[][][] {
  return source.levels.slice(0, -1).map(({ groupCount }, level) => {
    const children: number[][] = Array.from({ length: groupCount }, () => []);
    for (const child of peopledGroups(source, level + 1)) {
      children[parents[level + 1][child]].push(child);
    }
    return children;
  });
}

/** The groups of a level that ever had a class. */
function peopledGroups({ levels, built }: TreeSource, level: number): number[] {
  const before = groupSizes(built[level]);
  const now = groupSizes(levels[level]);
  return [...now.keys()].filter((group) => now[group] + before[group] > 0);
}

/** The leaves of each finest group: those it was built with by index, then as they came. */
function membersOf({ levels, built, moves, ghosts }: TreeSource): TreeLeaf[][] {
  const finest = levels.length - 1;
  const { groupCount, groupOf } = levels[finest];
  const arrival = new Map<ClassIndex, number>();
  moves.forEach(({ class: index, level, to }, place) => {
    if (level === finest && groupOf[index] === to) arrival.set(index, place + 1);
  });
  const leaves: TreeLeaf[][] = Array.from({ length: groupCount }, () => []);
  groupOf.forEach((group, index) => {
    const isNew = built[finest].groupOf[index] !== group;
    leaves[group].push({ kind: 'class', key: `c${index}`, index, isNew });
  });
  for (const { index, group } of ghosts) {
    const isNew = built[finest].groupOf[index] !== group;
    leaves[group].push({ kind: 'ghost', key: `w${index}-${group}`, index, isNew });
  }
  const rank = ({ isNew, index }: TreeLeaf) => (isNew ? 1 + (arrival.get(index) ?? 0) : 0);
  for (const group of leaves) {
    group.sort((one, other) => rank(one) - rank(other) || one.index - other.index);
  }
  return leaves;
}

function parentKeys(parents: readonly Int32Array[]): Map<string, string> {
  return new Map(
    parents
      .slice(1)
      .flatMap((parentOf, above) =>
        Array.from(parentOf, (parent, group): [string, string] => [
          groupKey(above + 1, group),
          groupKey(above, parent),
        ]),
      ),
  );
}

function pathTo(parents: readonly Int32Array[], level: number, group: number): string[] {
  const path = [groupKey(level, group)];
  for (let at = level, current = group; at > 0; at--) {
    current = parents[at][current];
    path.unshift(groupKey(at - 1, current));
  }
  return path;
}

function straysOf({ levels }: TreeSource): Stray[] {
  return levels.slice(0, -1).flatMap(({ groupOf }, level) => {
    const { strays } = parentGroups(levels[level], levels[level + 1]);
    return Array.from(strays, (index) => ({ index, level, group: groupOf[index] }));
  });
}
