import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { defaultLevelwise } from '../../spec/methods/levelwise/defaultLevelwise.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import type { TrainingSpec } from '../../spec/sections/trainingSpec.ts';

const levelwise = defaultLevelwise({
  hierarchy: { warmupEpochs: 2, levels: [3], branching: null, linkage: 'ward' },
  adaptFromEpoch: 3,
});

/** Changes to the fields of {@link levelwiseSpec}. */
export interface LevelwiseChange {
  readonly seed?: number;
  readonly method?: Partial<Omit<LevelwiseSpec, 'kind' | 'hierarchy'>>;
  readonly hierarchy?: Partial<LevelwiseSpec['hierarchy']>;
  readonly training?: Partial<TrainingSpec>;
  readonly dataset?: Partial<ExperimentSpec['dataset']>;
}

/** A quick level-wise experiment on made-up data: a small MLP for a few epochs. */
export function levelwiseSpec(change: LevelwiseChange = {}) {
  const { seed = defaultSpec.seed, method, hierarchy, training, dataset } = change;
  return {
    ...defaultSpec,
    seed,
    dataset: { ...defaultSpec.dataset, source: 'local:grouped', validation: 0, ...dataset },
    augment: { pad: 0, mirror: false, normalise: 'per-channel' },
    network: { kind: 'mlp', hidden: [24], initial: 'normal' },
    training: {
      ...defaultSpec.training,
      epochs: 6,
      batchSize: 16,
      learningRate: 0.02,
      schedule: { kind: 'steps', at: [], factor: 0.1 },
      ...training,
    },
    method: { ...levelwise, ...method, hierarchy: { ...levelwise.hierarchy, ...hierarchy } },
  } satisfies ExperimentSpec;
}
