/** Presets on Shapes, whose tree is known: families of five classes, some nearly alike. */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { defaultComplementary } from '../methods/complementary.ts';
import { defaultLevelwise } from '../methods/levelwise/defaultLevelwise.ts';
import type { LevelwiseSpec } from '../methods/levelwise/levelwiseSchema.ts';
import type { Preset } from './preset.ts';

/** As many groups as there are families, so that groups and families can be told apart. */
const grown: LevelwiseSpec = defaultLevelwise({
  hierarchy: { warmupEpochs: 4, levels: [20], branching: null, linkage: 'ward' },
  levelWeights: 'learned',
  levelWeightMinimum: 0.2,
  adaptFromEpoch: 6,
  auxiliaryWeight: 0.3,
});

const known: LevelwiseSpec = {
  ...defaultLevelwise({
    hierarchy: { ...grown.hierarchy, from: 'labels', levels: null },
    levelWeights: 'learned',
    levelWeightMinimum: 0.1,
    adaptFromEpoch: grown.adaptFromEpoch,
  }),
  adapt: 'none',
};

const common = { paper: null, row: null, published: null, files: null, fitsAnyData: false };

/** The presets; `base` names network and training. */
export function shapesPresets(base: ExperimentSpec): readonly Preset[] {
  const spec = (
    name: string,
    epochs: number,
    method: ExperimentSpec['method'],
  ): ExperimentSpec => ({
    ...base,
    name: `Shapes, ${name}`,
    dataset: { ...base.dataset, source: 'builtin:shapes' },
    training: {
      ...base.training,
      epochs,
      schedule: { kind: 'steps', at: [epochs - 2], factor: 0.1 },
    },
    method,
  });
  return [
    {
      ...common,
      id: 'shapes-cnn',
      title: 'Cushions and ovals',
      summary: 'Watch soft squares, ovals and hexagons take the weight from stripes and spirals.',
      expected: 'test error 35.95, 33.88, 32.28% for 1 to 3 networks, measured here with seed 1',
      cost: '3 small CNNs × 8 epochs × 113 steps of batch 128: about 4 minutes on one core',
      spec: spec('three small CNNs', 8, defaultComplementary({ rounds: 3 })),
    },
    {
      ...common,
      id: 'shapes-tree',
      title: 'A tree to find again',
      summary:
        'Twenty groups grow out of the network’s features; class names tell the family that each belongs to.',
      expected:
        'top-1 test error 35.27%, flat 35.33%; groups 83% right when adaptation begins, and agreement with the families (adjusted Rand) stays 0.27; without the auxiliary loss 36% right and 0.10 after 76 moves, measured here with seed 1',
      cost: '1 small CNN × 10 epochs × 113 steps of batch 128: about 3 minutes on one core',
      spec: spec('level-wise, grown tree', 10, grown),
    },
    {
      ...common,
      id: 'shapes-families',
      title: 'The tree it was made by',
      summary: 'The same network with the twenty families themselves as groups.',
      expected:
        'top-1 test error 35.55%, measured here with seed 1: the known tree is hardly better than the grown one',
      cost: '1 small CNN × 10 epochs × 113 steps of batch 128: about 2 minutes on one core',
      spec: spec('level-wise, its families', 10, known),
    },
  ];
}
