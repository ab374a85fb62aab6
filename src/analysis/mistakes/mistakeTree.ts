/**
 * The tree that confusions are sorted and judged by: that of the experiment’s file, else coarse labels,
 * else the tree as it was built: of several, the first.
 */
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { coarseLabelLevels } from '../../spec/coarseLabels.ts';
import type { RunState } from '../../spec/run/runState.ts';

/** A level with the names of its groups where they have any. */
export interface JudgingLevel extends LevelGroups {
  readonly names: readonly string[] | null;
}

/** A level as a log tells of it. */
interface ToldLevel {
  readonly groupCount: number;
  readonly groupOf: readonly number[];
  readonly names: readonly string[] | null;
}

/** Levels above the classes, coarsest first; none without labels or a tree. */
export function mistakeTree({
  dataset,
  classTree,
  rounds,
}: Pick<RunState, 'dataset' | 'classTree' | 'rounds'>): readonly JudgingLevel[] {
  if (classTree !== null) return classTree.map(judging);
  const labels = coarseLabelLevels(dataset.classes).map(({ names, groupOf }) => ({
    groupCount: names.length,
    groupOf: Int32Array.from(groupOf),
    names,
  }));
  if (labels.length > 0) return labels;
  const first = rounds.find(({ levelwise }) => levelwise !== null)?.levelwise;
  return (first?.built.levels ?? []).map(judging);
}

function judging({ groupCount, groupOf, names }: ToldLevel): JudgingLevel {
  return { groupCount, groupOf: Int32Array.from(groupOf), names };
}
