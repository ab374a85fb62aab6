/** What must agree between the fields of a level-wise experiment; see also readSpec.ts. */

import { needsValidation } from '../../heldOutCounts.ts';
import { treeFormIssues } from '../../sections/treeIssues.ts';
import type { SpecIssue } from '../../specIssue.ts';
import type { SpecAround } from '../methodDescriptor.ts';
import { levelCounts } from './levelCounts.ts';
import type { HierarchySpec, LevelwiseSpec } from './levelwiseSchema.ts';

/** Complaints that need no data set. */
export function levelwiseIssues(method: LevelwiseSpec, around: SpecAround): SpecIssue[] {
  return [
    ...hierarchyIssues(method.hierarchy),
    ...epochIssues(method, around),
    ...weightIssues(method, around),
    ...convergenceIssues(method),
    ...pathIssues(method),
    ...confusionIssues(method),
  ];
}

function hierarchyIssues({ from, levels, branching, imported }: HierarchySpec): SpecIssue[] {
  const issues: SpecIssue[] = [];
  const complain = (field: string, message: string) =>
    issues.push({ path: `method.hierarchy.${field}`, message });
  if (from === 'features' && levels === null && branching === null) {
    complain('levels', 'needs the number of groups of each level, or a branching factor');
  }
  if (levels !== null && branching !== null) {
    complain('branching', 'cannot be given together with numbers of groups; leave one empty');
  }
  if (from === 'labels' && (levels !== null || branching !== null)) {
    const field = levels === null ? 'branching' : 'levels';
    complain(field, 'is decided by the coarse labels; leave it empty');
  }
  if (from === 'import' && branching !== null) {
    complain('branching', 'does not apply to an imported tree; give numbers of groups, or nothing');
  }
  if (from === 'import' && imported === null) {
    complain('imported', 'needs a tree: open its file (on the command line --hierarchy <file>)');
  }
  if (imported !== null) issues.push(...treeFormIssues('method.hierarchy.imported', imported));
  const flat = levels?.findIndex((count, level) => level > 0 && count <= levels[level - 1]) ?? -1;
  if (levels !== null && flat > 0) {
    complain(
      'levels',
      `level ${flat + 1} has ${levels[flat]} groups and the coarser level ${flat} has ${levels[flat - 1]}: each level must have fewer groups than the one below it; the coarsest comes first`,
    );
  }
  return issues;
}

function epochIssues(
  { hierarchy, adapt, adaptFromEpoch, initialFrom }: LevelwiseSpec,
  { training }: SpecAround,
): SpecIssue[] {
  const { warmupEpochs, from } = hierarchy;
  const isLearned = from === 'features' || from === 'confusion';
  const warmup = 'method.hierarchy.warmupEpochs';
  if (warmupEpochs >= training.epochs) {
    return [
      {
        path: warmup,
        message: `leaves no epoch for the mixture: it must be below the run’s ${training.epochs} epochs`,
      },
    ];
  }
  if (isLearned && warmupEpochs === 0 && initialFrom === null) {
    return [
      {
        path: warmup,
        message:
          'must be at least 1: a network with random weights knows nothing of the classes, unless the run starts from a trained one',
      },
    ];
  }
  if (adapt === 'none') return [];
  if (adaptFromEpoch > warmupEpochs && adaptFromEpoch <= training.epochs) return [];
  return [
    {
      path: 'method.adaptFromEpoch',
      message: `must lie after the warm-up and within the run: from ${warmupEpochs + 1} to ${training.epochs}`,
    },
  ];
}

function weightIssues(
  { levelWeights, levelWeightMinimum, hierarchy }: LevelwiseSpec,
  { dataset }: SpecAround,
): SpecIssue[] {
  const path = 'method.levelWeights';
  if (levelWeights === 'fitted' && dataset.validation === 0) {
    return [{ path, message: needsValidation }];
  }
  const given = hierarchy.branching === null ? levelCounts(hierarchy, 0) : null;
  const levels = given === null ? null : given.length + 1;
  if (levels !== null && levelWeightMinimum * levels > 1) {
    const message = `must be at most ${(1 / levels).toFixed(3)}: ${levels} levels share a weight of 1`;
    return [{ path: 'method.levelWeightMinimum', message }];
  }
  if (!Array.isArray(levelWeights)) return [];
  if (levels !== null && levelWeights.length !== levels) {
    const message = `lists ${levelWeights.length} weights for ${levels} levels, the classes counted`;
    return [{ path, message }];
  }
  if (levelWeights.at(-1) === 0) {
    return [{ path, message: 'must end above 0: the last weight is that of the classes' }];
  }
  const sum = levelWeights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) > 1e-6) {
    return [{ path, message: `must sum to 1, not to ${Number(sum.toPrecision(6))}` }];
  }
  return [];
}

function convergenceIssues({ convergedAfter, adapt }: LevelwiseSpec): SpecIssue[] {
  if (convergedAfter === undefined || adapt === 'tree') return [];
  const message = 'applies where classes move: adapt Ψ and tree, or leave it empty';
  return [{ path: 'method.convergedAfter', message }];
}

/** A product along the path has nothing to weigh, to draw or to teach beside it. */
function pathIssues({
  head,
  hierarchy,
  adapt,
  levelWeights,
  auxiliaryWeight,
}: LevelwiseSpec): SpecIssue[] {
  if (head !== 'path') return [];
  const issues: SpecIssue[] = [];
  const complain = (field: string, message: string) =>
    issues.push({ path: `method.${field}`, message });
  if (hierarchy.from === 'confusion') {
    complain('head', 'must be mixture with a hierarchy from confusions: there is no path');
  }
  if (adapt !== 'none') {
    complain('adapt', 'must be none for a product along the path: its tree stays nested');
  }
  if (levelWeights !== 'uniform') {
    complain('levelWeights', 'must be uniform for a product along the path: it has no θ');
  }
  if (auxiliaryWeight !== undefined) {
    complain(
      'auxiliaryWeight',
      'does not apply to a product along the path, which trains all levels',
    );
  }
  return issues;
}

function confusionIssues({
  hierarchy,
  adapt,
  levelWeights,
  auxiliaryWeight,
}: LevelwiseSpec): SpecIssue[] {
  if (hierarchy.from !== 'confusion') return [];
  if (auxiliaryWeight !== undefined) {
    const message = 'does not apply to confusions: there are no groups; leave it empty';
    return [{ path: 'method.auxiliaryWeight', message }];
  }
  if (adapt === 'tree') {
    const message =
      'must be none (Ψ is kept) or assignment (Ψ is sampled) with a hierarchy from confusions: its groups hold one class each, and none can move';
    return [{ path: 'method.adapt', message }];
  }
  if (hierarchy.levels !== null || hierarchy.branching !== null) {
    const field = hierarchy.levels === null ? 'branching' : 'levels';
    const message = 'does not apply to confusions: there are no groups; leave it empty';
    return [{ path: `method.hierarchy.${field}`, message }];
  }
  if (levelWeights !== 'uniform') {
    const message = 'must be uniform with a hierarchy from confusions: there is one level only';
    return [{ path: 'method.levelWeights', message }];
  }
  return [];
}
