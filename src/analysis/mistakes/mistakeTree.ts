/** The tree that confusions are sorted and judged by: coarse labels, else the tree as it was built. */
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { coarseLabelLevels } from '../../spec/coarseLabels.ts';
import type { RunState } from '../../spec/run/runState.ts';

/** A level with the names of its groups where they have any. */
export interface JudgingLevel extends LevelGroups {
  readonly names: readonly string[] | null;
}

/** Levels above the classes, coarsest first; none without labels or a tree. */
export function mistakeTree({
  dataset,
  levelwise,
}: Pick<RunState, 'dataset' | 'levelwise'>): readonly JudgingLevel[] {
  const labels = coarseLabelLevels(dataset.classes).map(({ names, groupOf }) => ({
    groupCount: names.length,
    groupOf: Int32Array.from(groupOf),
    names,
  }));
  if (labels.length > 0) return labels;
  const built = levelwise?.built.levels ?? [];
  return built.map(({ groupCount, groupOf, names }) => ({
    groupCount,
    groupOf: Int32Array.from(groupOf),
    names,
  }));
}
