import type { HierarchySpec, LevelwiseSpec } from './levelwiseSchema.ts';

/** Changes to the fields of a level-wise method, those of its hierarchy one by one. */
export type LevelwiseChange = Partial<Omit<LevelwiseSpec, 'kind' | 'hierarchy'>> & {
  readonly hierarchy?: Partial<HierarchySpec>;
};

/** The tree that grows and changes, as the paper's best row has it, but for what is changed. */
export function defaultLevelwise({ hierarchy, ...change }: LevelwiseChange = {}): LevelwiseSpec {
  return {
    kind: 'levelwise',
    hierarchy: {
      from: 'features',
      warmupEpochs: 3,
      levels: null,
      branching: usualBranching,
      linkage: 'average',
      sigma: 'self-tuned',
      imported: null,
      ...hierarchy,
    },
    levelWeights: 'uniform',
    levelWeightMinimum: 0,
    adapt: 'tree',
    moveBy: 'counts',
    nonOverlapping: true,
    beta: null,
    adaptFromEpoch: 5,
    levelWeightDecay: 0,
    initialFrom: null,
    classImportance: null,
    pinned: [],
    ...change,
  };
}

/** Classes of a group, groups of a coarser one: what a branching factor starts from. */
export const usualBranching = 5;
