/** The nodes of a path's tree as the softmaxes among siblings take them. */
import { pathTree } from '../algorithms/levelwise/pathSoftmax.ts';
import { levelsOfPath } from './modelIssue.ts';
import type { ClassGrouping } from './trainedModel.ts';

/** One level of the tree. */
export interface SiblingLevel {
  /** The level's nodes that have classes, siblings beside each other. */
  readonly order: Int32Array;
  /** How many nodes each set of siblings has, in that order. */
  readonly sizes: readonly number[];
  /** Where in the order each class's node stands. */
  readonly placeOf: Int32Array;
}

/** The levels of groups, then that of the classes. @throws RangeError where groups are not nested. */
export function siblingLevels(
  groups: readonly ClassGrouping[],
  classCount: number,
): readonly SiblingLevel[] {
  const { nodeOf, parentOf } = pathTree(levelsOfPath(groups), classCount);
  return parentOf.map((parents, level) => {
    const sets = new Map<number, number[]>();
    parents.forEach((parent, node) => {
      if (parent < 0) return;
      const siblings = sets.get(parent) ?? [];
      siblings.push(node);
      sets.set(parent, siblings);
    });
    const order = Int32Array.from([...sets.values()].flat());
    const places = new Map([...order].map((node, place) => [node, place]));
    return {
      order,
      sizes: [...sets.values()].map(({ length }) => length),
      placeOf: nodeOf[level].map((node) => places.get(node) ?? 0),
    };
  });
}
