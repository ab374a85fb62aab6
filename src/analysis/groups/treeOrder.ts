/** The order in which a tree lists groups and classes, and the limb that each of them belongs to. */
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { levelParents } from './levelParents.ts';

export interface TreeOrder {
  /** Classes as the leaves stand: by coarsest group, then finer, then index. */
  readonly classes: readonly ClassIndex[];
  /** Groups of each level as the branches stand. */
  readonly groups: readonly (readonly number[])[];
  /** The coarsest group above each group of each level: its limb. */
  readonly limbOf: readonly Int32Array[];
  /** The limb of each class; null in a tree without levels. */
  readonly classLimb: Int32Array | null;
}

const remembered = new WeakMap<LevelwiseState['groupOf'], TreeOrder>();

/**
 * The order of the tree as it stands. Levels need not be nested: a group hangs under the coarser
 * group that holds most of its classes, and a class under its finest group.
 */
export function treeOrder({ built, groupOf }: LevelwiseState, classCount: number): TreeOrder {
  const known = remembered.get(groupOf);
  if (known !== undefined) return known;
  const levels = groupOf.map((groups, level) => ({
    groupCount: built.levels[level].groupCount,
    groupOf: Int32Array.from(groups),
  }));
  const before = built.levels.map(({ groupCount, groupOf: groups }) => ({
    groupCount,
    groupOf: Int32Array.from(groups),
  }));
  const order = orderOf(levels, before, classCount);
  remembered.set(groupOf, order);
  return order;
}

function orderOf(
  levels: readonly LevelGroups[],
  built: readonly LevelGroups[],
  classCount: number,
): TreeOrder {
  const groups: number[][] = [];
  const limbOf: Int32Array[] = [];
  const parents = levelParents(levels, built);
  levels.forEach((level, at) => {
    const all = Array.from({ length: level.groupCount }, (_, group) => group);
    if (at === 0) {
      groups.push(all);
      limbOf.push(Int32Array.from(all));
      return;
    }
    const parentOf = parents[at];
    const rank = ranks(groups[at - 1]);
    groups.push(all.sort((a, b) => rank[parentOf[a]] - rank[parentOf[b]] || a - b));
    limbOf.push(parentOf.map((parent) => limbOf[at - 1][parent]));
  });
  const classes = Array.from({ length: classCount }, (_, index) => index);
  const finest = levels.at(-1);
  if (finest === undefined) return { classes, groups, limbOf, classLimb: null };
  const rank = ranks(groups[groups.length - 1]);
  const limbs = limbOf[limbOf.length - 1];
  return {
    classes: classes.sort((a, b) => rank[finest.groupOf[a]] - rank[finest.groupOf[b]] || a - b),
    groups,
    limbOf,
    classLimb: finest.groupOf.map((group) => limbs[group]),
  };
}

/** The place of each item in an order: the inverse permutation. */
export function ranks(order: readonly number[]): Int32Array {
  const places = new Int32Array(order.length);
  order.forEach((item, place) => {
    places[item] = place;
  });
  return places;
}

/** Neighbours in an order that belong to one limb, as a stretch of places. */
export interface LimbSpan {
  readonly limb: number;
  readonly from: number;
  /** The place after its last. */
  readonly to: number;
}

/** Stretches of one limb, in order. */
export function limbSpans(order: readonly number[], limbOf: Int32Array): LimbSpan[] {
  const spans: LimbSpan[] = [];
  order.forEach((item, place) => {
    const last = spans.at(-1);
    if (last !== undefined && last.limb === limbOf[item]) {
      spans[spans.length - 1] = { ...last, to: place + 1 };
    } else spans.push({ limb: limbOf[item], from: place, to: place + 1 });
  });
  return spans;
}
