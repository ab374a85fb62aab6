/** Presets that train heads on the frozen features of the trunk that comes with the page. */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { defaultComplementary } from '../methods/complementary.ts';
import { defaultLevelwise } from '../methods/levelwise/defaultLevelwise.ts';
import { featuresSource } from '../sections/featuresSource.ts';
import { builtInTrunk } from './builtInTrunk.ts';
import type { Preset } from './preset.ts';

const common = { paper: null, row: null, published: null, files: null, fitsAnyData: false };

/** Heads on Glyphs; `base` names the rest. */
export function featuresPresets(base: ExperimentSpec): readonly Preset[] {
  const spec = (
    name: string,
    epochs: number,
    method: ExperimentSpec['method'],
  ): ExperimentSpec => ({
    ...base,
    name: `Glyphs, frozen features, ${name}`,
    dataset: {
      ...base.dataset,
      source: featuresSource(builtInTrunk, 'builtin:glyphs'),
      features: builtInTrunk,
    },
    augment: { pad: 0, mirror: false, normalise: 'per-channel' },
    network: { kind: 'mlp', hidden: [], initial: 'normal' },
    training: {
      ...base.training,
      epochs,
      learningRate: 0.02,
      schedule: { kind: 'steps', at: [epochs - 2], factor: 0.1 },
    },
    method,
  });
  const levelwise = defaultLevelwise({
    hierarchy: { warmupEpochs: 3, levels: [12], branching: null, linkage: 'ward' },
    levelWeights: 'learned',
    levelWeightMinimum: 0.2,
    adaptFromEpoch: 5,
  });
  return [
    {
      ...common,
      id: 'features-levelwise',
      title: 'A tree over frozen features',
      summary:
        'The setting of the paper, in small: a trunk that is not trained, and a level-wise head on what it sees of Glyphs.',
      expected:
        'top-1 test error 16.51%, where three heads that vote have 16.16%; measured here with seed 1',
      cost: 'features of 25,420 images once, then 1 linear head × 8 epochs: half a minute on one core',
      spec: spec('level-wise', 8, levelwise),
    },
    {
      ...common,
      id: 'features-complementary',
      title: 'Heads that complement one another',
      summary:
        'Three linear heads on the same frozen features, each for the classes that the ones before it miss.',
      expected:
        'test error 16.16, 16.08, 16.16% for 1 to 3 heads, measured here with seed 1: three are no better than one',
      cost: 'features of 25,420 images once, then 3 linear heads × 8 epochs: half a minute on one core',
      spec: spec('three heads', 8, defaultComplementary({ rounds: 3 })),
    },
  ];
}
