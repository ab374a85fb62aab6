/** Presets of the level-wise mixture: the variants of its Tables I and IV, for any data set. */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { defaultLevelwise } from '../methods/levelwise/defaultLevelwise.ts';
import type { LevelwiseSpec } from '../methods/levelwise/levelwiseSchema.ts';
import { measuredText } from './measuredErrors.ts';
import { levelwisePaper, type Preset, type PublishedErrors } from './preset.ts';

const tableOne = 'Table I, ImageNet1K, AlexNet';
const tableFour = 'Table IV, ImageNet10K, AlexNet';

const published = (of: string, top1: number, top2: number, top5: number, top10: number) =>
  [{ of, topErrors: { 1: top1, 2: top2, 5: top5, 10: top10 } }] satisfies PublishedErrors[];

/** Learned weights go to the classes' own level; the others keep what they are left. */
const adaptedTree: LevelwiseSpec = defaultLevelwise({
  hierarchy: { linkage: 'ward' },
  levelWeights: 'learned',
  levelWeightMinimum: 0.1,
  adaptFromEpoch: 6,
});

const inGlyphs = (errors: string) =>
  `on Glyphs top-1, 2, 5, 10 test errors of ${errors}%, measured here with seed 1`;
const cost =
  '1 small CNN × 12 epochs × 152 steps of batch 128 on Glyphs: about 2 minutes on one core';

/** The variants; `base` names data, network and training, which may be any other. */
export function levelwisePresets(base: ExperimentSpec): readonly Preset[] {
  const training = {
    ...base.training,
    epochs: 12,
    schedule: { kind: 'steps' as const, at: [9], factor: 0.1 },
  };
  const variant = (name: string, method: ExperimentSpec['method']): ExperimentSpec => ({
    ...base,
    name: `Glyphs, ${name}`,
    training,
    method,
  });
  const adapted: LevelwiseSpec = { ...adaptedTree, adapt: 'assignment', nonOverlapping: false };
  const fixed: LevelwiseSpec = { ...adapted, adapt: 'none' };
  const withHierarchy = (change: Partial<LevelwiseSpec['hierarchy']>): LevelwiseSpec => ({
    ...fixed,
    hierarchy: { ...fixed.hierarchy, ...change },
  });
  const common = { paper: levelwisePaper, files: null, fitsAnyData: true };
  return [
    {
      ...common,
      id: 'flat',
      title: 'Flat softmax',
      summary:
        'One network without a hierarchy: what the level-wise variants are measured against.',
      row: `${tableOne}, baseline`,
      expected: inGlyphs('10.11, 2.77, 0.35, 0.19'),
      cost,
      published: published('AlexNet, baseline', 45.13, 33.29, 21.67, 15.21),
      spec: variant('flat', { kind: 'single' }),
    },
    {
      ...common,
      id: 'levelwise-fixed',
      title: 'A tree that stays',
      summary: 'Groups from the network’s features after three epochs; they never change.',
      row: `${tableOne}, LMM`,
      expected: inGlyphs('10.43, 3.25, 1.05, 0.43'),
      cost,
      published: published('AlexNet, LMM', 45.05, 33.3, 21.64, 15.08),
      spec: variant('level-wise, fixed tree', fixed),
    },
    {
      ...common,
      id: 'levelwise-adapted',
      title: 'Shares that adapt',
      summary: 'Each image’s group is drawn anew in every step; groups share classes.',
      row: `${tableOne}, w/P, w/o TC`,
      expected: inGlyphs('10.59, 3.49, 0.78, 0.43'),
      cost,
      published: published('AlexNet, w/P, w/o TC', 44.64, 32.93, 21.24, 14.87),
      spec: variant('level-wise, adapted', adapted),
    },
    {
      ...common,
      id: 'levelwise-tree',
      title: 'A tree that rearranges itself',
      summary: 'After each epoch classes move to the group that holds most of their images.',
      row: `${tableOne}, w/P, TC`,
      expected: inGlyphs('10.16, 3.49, 0.83, 0.43'),
      cost,
      published: published('AlexNet, w/P, TC', 44.29, 32.65, 21.26, 14.86),
      spec: variant('level-wise, adapted tree', adaptedTree),
    },
    {
      ...common,
      id: 'levelwise-one-level',
      title: 'Confusions instead of a tree',
      summary: 'Ψ between classes, from what the flat network takes for what on held-out images.',
      row: `${tableFour}, one-level, Ψ kept`,
      expected: inGlyphs('10.00, 3.39, 0.70, 0.19'),
      cost,
      published: published('AlexNet, one-level', 69.6, 59.13, 46.87, 38.82),
      spec: variant('level-wise, one level', {
        ...withHierarchy({ from: 'confusion', branching: null }),
        levelWeights: 'uniform',
        levelWeightMinimum: 0,
      }),
    },
    {
      ...common,
      id: 'levelwise-one-level-sampled',
      title: 'Confusions that adapt',
      summary:
        'Each class is a group of its own; Ψ begins as the confusions, and images’ groups are drawn anew.',
      row: `${tableFour}, one-level, its other reading`,
      expected: `on Glyphs ${measuredText('levelwise-one-level-sampled')}`,
      cost,
      published: published('AlexNet, one-level', 69.6, 59.13, 46.87, 38.82),
      spec: variant('level-wise, one level, sampled', {
        ...withHierarchy({ from: 'confusion', branching: null }),
        adapt: 'assignment',
        levelWeights: 'uniform',
        levelWeightMinimum: 0,
      }),
    },
    {
      ...common,
      id: 'levelwise-two-level',
      title: 'One level of groups',
      summary: 'Eight groups above the classes, fixed.',
      row: `${tableFour}, two-level`,
      expected: inGlyphs('10.22, 3.06, 0.97, 0.46'),
      cost,
      published: published('AlexNet, two-level', 69.5, 59.39, 46.88, 38.07),
      spec: variant('level-wise, two levels', withHierarchy({ branching: null, levels: [8] })),
    },
    {
      ...common,
      paper: null,
      fitsAnyData: false,
      id: 'glyphs-tree',
      title: 'A tree that keeps counting',
      summary:
        'Look-alike letters grow into groups, and leave for the group that holds most of their images; each level keeps a fifth of the weight, so that the groups have a say in every answer.',
      row: null,
      expected:
        'top-1 test error 10.22, 10.86 and 10.35% with seeds 1 to 3, where flat has 10.05, 10.00 and 9.92: 0.49 points more on average, 95% interval −0.38 to 1.35; the classes’ own level gives 92% of the answers; 8, 11 and 16 moves; measured here',
      cost,
      published: null,
      spec: variant('level-wise, a tree that keeps counting', {
        ...adaptedTree,
        levelWeightMinimum: 0.2,
      }),
    },
  ];
}
