/** Presets of level-wise networks as members of a complementary ensemble, which neither paper has. */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { defaultComplementary } from '../methods/complementary.ts';
import { defaultLevelwise } from '../methods/levelwise/defaultLevelwise.ts';
import { asMembers } from '../methods/levelwise/members.ts';
import type { Preset } from './preset.ts';

/** A tree that keeps counting: θ has a minimum, and an auxiliary loss trains the groups' classifiers. */
const members = asMembers(
  defaultLevelwise({
    hierarchy: { warmupEpochs: 2, levels: [12], branching: null, linkage: 'ward' },
    levelWeights: 'learned',
    levelWeightMinimum: 0.2,
    adaptFromEpoch: 4,
    auxiliaryWeight: 0.3,
  }),
);

/** The presets; `base` names data, network and training. */
export function membersPresets(base: ExperimentSpec): readonly Preset[] {
  return [
    {
      id: 'glyphs-levelwise-members-quick',
      title: 'Three trees that vote',
      summary:
        'Level-wise networks as members of a complementary ensemble: each round grows a tree of its own, and its importance weighs the loss of all levels.',
      paper: null,
      row: null,
      expected:
        'test error 26.83, 26.02, 24.76% for 1 to 3 networks, and 25.59, 25.13, 23.79% where they are flat (--set method.members=flat), measured here with seed 1: the trees cost a point',
      cost: '3 small CNNs × 6 epochs × 34 steps of batch 128',
      published: null,
      files: null,
      fitsAnyData: false,
      spec: {
        ...base,
        name: 'Glyphs, three level-wise CNNs, quick',
        dataset: { ...base.dataset, limitPerClass: 100 },
        network: { kind: 'cnn', channels: [8, 16] },
        training: {
          ...base.training,
          epochs: 6,
          schedule: { kind: 'steps', at: [4], factor: 0.1 },
        },
        method: defaultComplementary({ rounds: 3, errors: 'hard', members }),
      },
    },
  ];
}
