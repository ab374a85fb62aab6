/** What a level-wise experiment starts from (ours), fitted to the data and the epochs at hand. */
import type { MethodSurroundings } from '../methodDescriptor.ts';
import { defaultLevelwise } from './defaultLevelwise.ts';
import type { LevelwiseSpec } from './levelwiseSchema.ts';

type Source = LevelwiseSpec['hierarchy']['from'];

/** What decides a hierarchy besides its source: only some of it applies to each. */
export type HierarchyChoice = Pick<
  LevelwiseSpec['hierarchy'],
  'levels' | 'branching' | 'imported'
> &
  Pick<LevelwiseSpec, 'adapt' | 'levelWeights'>;

/** The tree that grows and changes, as the paper's best row has it. */
export function startingLevelwise({ classCount, epochs }: MethodSurroundings): LevelwiseSpec {
  const warmupEpochs = Math.max(1, Math.min(3, Math.floor(epochs / 3)));
  return defaultLevelwise({
    hierarchy: { warmupEpochs, levels: suggestedLevels(classCount), branching: null },
    adaptFromEpoch: Math.min(epochs, warmupEpochs + 2),
  });
}

/** Classes of a group on the finest level, and on the level above it. */
const fineGroup = 5;
const coarseGroup = 16;

/** Groups of about five classes, and coarser ones of about sixteen where there are enough. */
export function suggestedLevels(classCount: number): number[] {
  const fine = Math.max(2, Math.round(classCount / fineGroup));
  const coarse = Math.round(classCount / coarseGroup);
  return coarse >= 2 && coarse < fine ? [coarse, fine] : [fine];
}

/** What a hierarchy from another source starts from. */
export function startingHierarchy(from: Source, classCount: number): Partial<HierarchyChoice> {
  const empty = { levels: null, branching: null, imported: null };
  if (from === 'features') return { ...empty, levels: suggestedLevels(classCount) };
  // A Ψ between classes has no groups to sample and no levels to weigh.
  if (from === 'confusion') return { ...empty, adapt: 'none', levelWeights: 'uniform' };
  return empty;
}

/** The method with another head; what a product along the path has no use for goes. */
export function withHead(method: LevelwiseSpec, head: LevelwiseSpec['head']): LevelwiseSpec {
  const { head: _before, ...mixture } = method;
  if (head !== 'path') return mixture;
  const { auxiliaryWeight: _weight, convergedAfter: _end, ...rest } = mixture;
  return { ...rest, head, adapt: 'none', levelWeights: 'uniform' };
}
