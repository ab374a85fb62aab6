/** Building the hierarchy: from what a flat network has learned, from labels, or from a file. */
import { classBeta } from '../../algorithms/levelwise/classBeta.ts';
import { buildLevels } from '../../algorithms/levelwise/levels.ts';
import type { GroupedLevel, PlannedLevel } from '../../data/hierarchy/levelPlan.ts';
import type { Trainer } from '../../engine/engine.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { MethodContext } from '../context.ts';
import { measureConfusions } from './confusions.ts';
import type { Hierarchy } from './hierarchy.ts';
import { groupNotes } from './notes.ts';

/** Mean feature of each class: how clustering sees the classes. */
export interface MeanFeatures {
  /** classCount × featureCount. */
  readonly means: Float64Array;
  readonly classCount: number;
  readonly featureCount: number;
}

/**
 * The hierarchy of a run.
 * @param features of the flat network as it stands; not read where labels or a file decide.
 */
export async function buildHierarchy(
  context: MethodContext,
  method: LevelwiseSpec,
  trainer: Trainer,
  features: MeanFeatures,
): Promise<Hierarchy> {
  if (method.hierarchy.from === 'confusion') {
    const beta = classBeta(method, context.data.classes.length);
    const { confusions, notes } = await measureConfusions(context, trainer, beta);
    return { levels: [], confusions, notes };
  }
  const levels = groupClasses(method, context.data.levels, features);
  const { levelNotes, classes } = context.data;
  const notes = [...levelNotes, ...groupNotes(levels, classes.length, method.hierarchy)];
  return { levels, confusions: null, notes };
}

/** The levels as planned, where they are known before training; else the classes are clustered. */
export function groupClasses(
  { hierarchy }: LevelwiseSpec,
  planned: readonly PlannedLevel[],
  { means, classCount, featureCount }: MeanFeatures,
): GroupedLevel[] {
  const known = planned.flatMap(({ groups }) => groups ?? []);
  if (known.length === planned.length) return known;
  const { linkage, sigma } = hierarchy;
  const counts = planned.map(({ groupCount }) => groupCount);
  const levels = buildLevels(means, classCount, featureCount, { counts, linkage, sigma });
  return levels.map((level) => ({ ...level, names: null }));
}
