/** Networks that differ from round to round, which the complementary paper proposes. */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { defaultComplementary } from '../methods/complementary.ts';
import { imagenetQuick, imagenetResnet } from './baseSpecs.ts';
import { imagenetResnetRow } from './complementaryRows.ts';
import { measuredCost, measuredText } from './measuredErrors.ts';
import { complementaryPaper, type Preset } from './preset.ts';

const id = 'imagenet-alexnet-resnet50-resnet152';

/** AlexNet has no norm, and the rate is one for all rounds: a rate that suits it (ours). */
const slow = { learningRate: 0.01 } as const;

const full: ExperimentSpec = {
  ...imagenetResnet,
  name: 'ImageNet, AlexNet, ResNet-50 and ResNet-152',
  network: [
    { kind: 'alexnet', form: 'imagenet', dropout: 0.5 },
    { kind: 'resnet-imagenet', depth: 50, form: 'imagenet' },
    { kind: 'resnet-imagenet', depth: 152, form: 'imagenet' },
  ],
  training: { ...imagenetResnet.training, ...slow },
  method: defaultComplementary({ rounds: 3 }),
};

const quick: ExperimentSpec = {
  ...imagenetQuick,
  name: 'Shapes for ImageNet, AlexNet, ResNet-50 and ResNet-152, quick',
  network: [
    { kind: 'alexnet', form: 'small-images', dropout: 0.5, width: 0.5 },
    { kind: 'resnet-imagenet', depth: 50, form: 'small-images', width: 0.125 },
    { kind: 'resnet-imagenet', depth: 152, form: 'imagenet', width: 0.125 },
  ],
  training: { ...imagenetQuick.training, ...slow },
};

const common = {
  summary: 'A network of another kind in each round, as the paper proposes it.',
  paper: complementaryPaper,
  row: 'For comparison, ImageNet1K, three networks',
  published: null,
  fitsAnyData: false,
};

/** At length and in minutes. */
export const unlikeNetworksPresets: readonly Preset[] = [
  {
    ...common,
    id,
    title: 'AlexNet, ResNet-50, ResNet-152',
    expected: `not published; ${measuredText(id)}`,
    cost: '3 networks × 90 epochs × 10,009 steps of batch 128: not run by us',
    files: imagenetResnetRow.files,
    spec: full,
  },
  {
    ...common,
    id: `${id}-quick`,
    title: 'AlexNet, ResNet-50, ResNet-152, in minutes',
    expected: `not published; ${measuredText(`${id}-quick`)}`,
    cost: `3 networks × 4 epochs × 56 steps of batch 64${measuredCost(`${id}-quick`)}`,
    files: null,
    spec: quick,
  },
];
