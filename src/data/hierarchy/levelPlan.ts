/**
 * The levels above the classes, as far as they are known before training: their numbers of groups
 * always, the groups themselves where labels or a file give them.
 */
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { coarseLabelLevels } from '../../spec/coarseLabels.ts';
import { levelCounts, maxLevels } from '../../spec/methods/levelwise/levelCounts.ts';
import { classCountIssues } from '../../spec/methods/levelwise/levelwiseClassIssues.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { LevelwisePart } from '../../spec/methods/methodDescriptor.ts';
import { levelwisePartOf } from '../../spec/methods/methodFacts.ts';
import type { MethodSpec } from '../../spec/methods/methods.ts';
import { awaitedIssue, isAwaitedTree } from '../../spec/sections/awaitedTree.ts';
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import { levelsOfTree } from './levelsOfTree.ts';

/** A level with its groups, coarsest level first in any list. */
export interface GroupedLevel extends LevelGroups {
  /** Names of the groups where labels or the file give them. */
  readonly names: readonly string[] | null;
}

/** A level before training. */
export interface PlannedLevel {
  readonly groupCount: number;
  /** Null where the groups follow from what the network learns. */
  readonly groups: GroupedLevel | null;
}

/** The levels above the classes, coarsest first, and what was decided about them. */
export interface LevelPlan {
  readonly levels: readonly PlannedLevel[];
  readonly notes: readonly string[];
}

interface Classes {
  /** Name of the data set. */
  readonly name: string;
  readonly classes: readonly string[];
}

/**
 * Levels of a level-wise run on these classes, coarsest first; none for other methods and for a Ψ
 * between classes.
 * @throws DataError naming the field, level or class that does not fit the data set.
 */
export function planLevels(method: MethodSpec, data: Classes): LevelPlan {
  const part = levelwisePartOf(method);
  if (part === null) return { levels: [], notes: [] };
  try {
    return checkedPlan(part.settings, data);
  } catch (error) {
    throw error instanceof DataError ? atFieldsOf(part, error) : error;
  }
}

function checkedPlan(settings: LevelwiseSpec, data: Classes): LevelPlan {
  const [issue] = classCountIssues(settings, data.classes.length);
  if (issue !== undefined) throw refusal(data, issue.path, issue.message, 'change this field');
  const plan = planOf(settings, data);
  checkPins(settings, data);
  checkLevelWeights(settings, data, plan.levels.length + 1);
  return plan;
}

/** The refusal at the field where the settings stand. */
function atFieldsOf({ path }: LevelwisePart, { fault }: DataError): DataError {
  return new DataError({ ...fault, place: fault.place?.replace(/^method(?=\.)/, path) ?? null });
}

function planOf({ hierarchy }: LevelwiseSpec, data: Classes): LevelPlan {
  const { from, imported, levels } = hierarchy;
  if (from === 'labels') return { levels: labelLevels(data).map(planned), notes: [] };
  if (from === 'import' && imported !== null) {
    if (isAwaitedTree(imported)) {
      const { path, message } = awaitedIssue('method.hierarchy.imported', imported);
      throw refusal(data, path, message, 'open the tree’s file (on the command line --hierarchy)');
    }
    const tree = levelsOfTree(imported, data.classes, levels);
    return { levels: tree.levels.map(planned), notes: tree.notes };
  }
  const counts = levelCounts(hierarchy, data.classes.length) ?? [];
  return { levels: counts.map((groupCount) => ({ groupCount, groups: null })), notes: [] };
}

const planned = (groups: GroupedLevel): PlannedLevel => ({ groupCount: groups.groupCount, groups });

/** The data set's coarse labels as levels. @throws DataError where it has none. */
function labelLevels(data: Classes): GroupedLevel[] {
  const levels = coarseLevels(data.classes);
  if (levels.length > 0 && levels.length <= maxLevels) return levels;
  const found =
    levels.length === 0
      ? 'the data set has no coarse labels'
      : `the data set has ${levels.length} levels of coarse labels`;
  throw new DataError({
    file: data.name,
    place: 'method.hierarchy.from',
    found,
    allowed: `class names that are paths of equal depth, as Greek/alpha is, with up to ${maxLevels} levels of folders that group them`,
    remedy: 'build the hierarchy from the network’s features, or import a tree',
  });
}

/** The data set's coarse labels as levels, coarsest first; empty where it has none. */
export function coarseLevels(classes: readonly string[]): GroupedLevel[] {
  return coarseLabelLevels(classes).map(({ names, groupOf }) => ({
    groupCount: names.length,
    groupOf: Int32Array.from(groupOf),
    names,
  }));
}

function checkPins({ pinned }: LevelwiseSpec, data: Classes): void {
  const unknown = pinned.find((name) => !data.classes.includes(name));
  if (unknown === undefined) return;
  const message = `it names ${quoted(unknown)}, which is no class of the data set`;
  throw refusal(data, 'method.pinned', message, 'name classes as the data set does');
}

/** What {@link levelwiseIssues} cannot know where labels or a file decide the number of levels. */
function checkLevelWeights(method: LevelwiseSpec, data: Classes, levels: number): void {
  const { levelWeights, levelWeightMinimum } = method;
  if (Array.isArray(levelWeights) && levelWeights.length !== levels) {
    const message = `lists ${levelWeights.length} weights for ${levels} levels, the classes counted`;
    throw refusal(data, 'method.levelWeights', message, 'give one weight a level');
  }
  if (levelWeightMinimum * levels > 1) {
    const message = `must be at most ${(1 / levels).toFixed(3)}: ${levels} levels share a weight of 1`;
    throw refusal(data, 'method.levelWeightMinimum', message, 'lower it');
  }
}

function refusal({ name, classes }: Classes, field: string, found: string, remedy: string) {
  return new DataError({
    file: name,
    place: field,
    found,
    allowed: `values that fit the data set’s ${classes.length} classes`,
    remedy,
  });
}
