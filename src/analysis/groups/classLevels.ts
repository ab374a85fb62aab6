/** Where a class of a level-wise run belongs, level by level, and how it came there. */
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Epoch } from '../../spec/units.ts';
import { assignmentsAt, type ClassEntry, entriesByClass } from './assignmentEntries.ts';
import { assignmentEntropy } from './assignmentLevel.ts';
import { treeOrder } from './treeOrder.ts';

/** An entry of Ψ, and whose it is. */
export interface ClassLevelEntry extends ClassEntry {
  /** The coarsest group above the group. */
  readonly limb: number;
  /** Whether the class belongs to this group. */
  readonly isOwn: boolean;
}

export interface ClassLevel {
  /** 0 is the coarsest. */
  readonly level: number;
  /** The group that the class belongs to. */
  readonly group: number;
  readonly limb: number;
  /** The entries of Ψ, the strongest first. */
  readonly entries: readonly ClassLevelEntry[];
  /** Spread of its images over the groups, in bits; NaN for a class without images. */
  readonly entropy: number;
  /** Its last move at this level that stands; null where it never moved. */
  readonly moved: { readonly epoch: Epoch; readonly from: number } | null;
}

/** The levels of a class, the finest first: it is the one that the class sits on. */
export function classLevels(
  { levelwise, dataset }: Pick<RunState, 'dataset' | 'levelwise'>,
  index: ClassIndex,
): ClassLevel[] {
  if (levelwise === null) return [];
  const classCount = dataset.classes.length;
  const { limbOf } = treeOrder(levelwise, classCount);
  const assignments = assignmentsAt(levelwise, 'now');
  return levelwise.groupOf
    .map((groupOf, level): ClassLevel => {
      const own = groupOf[index];
      const entries = entriesByClass(assignments[level]).get(index) ?? [];
      return {
        level,
        group: own,
        limb: limbOf[level][own],
        entries: entries.map((entry) => ({
          ...entry,
          limb: limbOf[level][entry.group],
          isOwn: entry.group === own,
        })),
        entropy: assignmentEntropy(assignments[level], classCount)[index],
        moved: lastMove(levelwise, index, level),
      };
    })
    .toReversed();
}

function lastMove(
  { moves }: LevelwiseState,
  index: ClassIndex,
  level: number,
): ClassLevel['moved'] {
  const move = moves.findLast(
    (each) => each.class === index && each.level === level && !each.undone,
  );
  return move === undefined ? null : { epoch: move.epoch, from: move.from };
}
