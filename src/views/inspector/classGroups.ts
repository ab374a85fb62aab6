/** Where a class of a level-wise run belongs, level by level, and how it came there. */

import {
  assignmentsAt,
  type ClassEntry,
  classEntropy,
  entriesByClass,
} from '../../analysis/groups/treeFacts.ts';
import { treeOrder } from '../../analysis/groups/treeOrder.ts';
import type { LevelwiseState, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Epoch } from '../../spec/units.ts';
import { branchNames } from '../tree/treeNames.ts';

/** Entries of Ψ shown of a level. */
const strongest = 3;

/** An entry of Ψ, by the name of its group. */
export interface NamedEntry extends ClassEntry {
  readonly name: string;
  /** Position of the group's limb, which decides its colour. */
  readonly limb: number;
  /** Whether the class belongs to this group. */
  readonly isOwn: boolean;
}

export interface ClassLevel {
  /** 0 is the coarsest. */
  readonly level: number;
  /** The group that the class belongs to. */
  readonly name: string;
  readonly limb: number;
  /** The strongest entries of Ψ, the strongest first. */
  readonly entries: readonly NamedEntry[];
  /** Spread of its images over the groups, in bits. */
  readonly entropy: number | null;
  /** Its last move at this level that stands; null where it never moved. */
  readonly moved: { readonly epoch: Epoch; readonly from: string } | null;
}

/** The levels of a class, the finest first: it is the one that the class sits on. */
export function classLevels(
  { levelwise, dataset }: Pick<RunState, 'dataset' | 'levelwise'>,
  index: ClassIndex,
): ClassLevel[] {
  if (levelwise === null) return [];
  const names = branchNames(levelwise, dataset.classes);
  const { limbOf } = treeOrder(levelwise, dataset.classes.length);
  const assignments = assignmentsAt(levelwise, 'now');
  return levelwise.groupOf
    .map((groupOf, level): ClassLevel => {
      const own = groupOf[index];
      const entries = entriesByClass(assignments[level]).get(index) ?? [];
      return {
        level,
        name: names[level][own],
        limb: limbOf[level][own],
        entries: entries.slice(0, strongest).map((entry) => ({
          ...entry,
          name: names[level][entry.group],
          limb: limbOf[level][entry.group],
          isOwn: entry.group === own,
        })),
        entropy: classEntropy(assignments[level], index),
        moved: lastMove(levelwise, index, level, names[level]),
      };
    })
    .toReversed();
}

function lastMove(
  { moves }: LevelwiseState,
  index: ClassIndex,
  level: number,
  names: readonly string[],
): ClassLevel['moved'] {
  const move = moves.findLast(
    (each) => each.class === index && each.level === level && !each.undone,
  );
  return move === undefined ? null : { epoch: move.epoch, from: names[move.from] };
}
