/** The rows of the complementary paper’s tables: their networks and data at length and in short. */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { type ComplementarySpec, defaultComplementary } from '../methods/complementary.ts';
import type { NetworkOf } from '../networks/networks.ts';
import {
  cifarQuick,
  cifarResnet,
  imagenetQuick,
  imagenetResnet,
  mnistMlp,
  momentumSgd,
  quickAlexnet,
} from './baseSpecs.ts';
import { byNetworks, type PublishedErrors, topFiveByNetworks } from './preset.ts';

/** A row of Table 1. */
export interface TableRow {
  /** Which its presets’ ids begin with. */
  readonly id: string;
  /** `CIFAR-100, ResNet-56`. */
  readonly title: string;
  readonly published: readonly PublishedErrors[];
  /** The files at length, and in short; null for what is built in. */
  readonly files: string | null;
  readonly quickFiles: string | null;
  /** As printed. */
  readonly full: ExperimentSpec;
  readonly quick: ExperimentSpec;
  /** What the released code changes, apart from its update and hard errors. */
  readonly released: (spec: ExperimentSpec) => ExperimentSpec;
  /** What of the released code cannot be had here; empty for nothing. */
  readonly releasedNote: string;
  /** What the quick form has less of. */
  readonly quickNote: string;
  /** Networks, epochs and steps of batches, with measured times where there are any. */
  readonly cost: string;
  readonly quickCost: string;
}

const mnistFiles =
  'the four files of MNIST: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, .gz or not';
const cifarFiles =
  'CIFAR-100 as a zip of class folders: train/<class>/*.png and test/<class>/*.png, 32 × 32 colour, or its binary version';
const imagenetFiles =
  'ImageNet-1K, which image-net.org gives to those who register, as class folders: train/<class>/*.JPEG, and its validation images as test/<class>/*.JPEG. They are of many sizes: answer the question with 224 × 224, cropped. All of it is 190 GB of pixels; some of the classes are a beginning';

/** What its authors’ repository trains with, besides the network. */
const releasedCifar = (spec: ExperimentSpec): ExperimentSpec => ({
  ...spec,
  augment: {
    ...spec.augment,
    normalise: { mean: [0.5071, 0.4867, 0.4408], deviation: [0.2675, 0.2565, 0.2761] },
  },
});
const cifarNote = 'Its validation images are the last 5,000; here they are a tenth of each class.';

const releasedImagenet = (spec: ExperimentSpec): ExperimentSpec => ({
  ...spec,
  dataset: { ...spec.dataset, validation: spec.dataset.validation || 0.04 },
  method: { ...(spec.method as ComplementarySpec), errorsFrom: 'validation' },
});
const imagenetNote =
  'It measures class errors on the very images reported; here on images held out of the training images.';

const cifarCost =
  '4 networks × 300 epochs × 351 steps of batch 128: days on a processor, hours on a graphics card';
const imagenetCost = '4 networks × 90 epochs × 10,009 steps of batch 128: not run by us';

const quickCost = (network: string, steps: number, epochs: number) =>
  `3 ${network} × ${epochs} epochs × ${steps} steps of batch 64`;

export const mnistRow: TableRow = {
  id: 'mnist-mlp',
  title: 'MNIST, MLP',
  published: byNetworks(4.73, 2.22, 1.87, 1.86),
  files: mnistFiles,
  quickFiles: mnistFiles,
  full: mnistMlp,
  quick: {
    ...mnistMlp,
    name: 'MNIST, complementary MLPs, quick',
    training: { ...mnistMlp.training, epochs: 10 },
    method: defaultComplementary({ rounds: 3 }),
  },
  released: (spec) => ({
    ...spec,
    augment: { ...spec.augment, normalise: { mean: [0.1307], deviation: [0.3081] } },
    training: { ...spec.training, ...momentumSgd },
  }),
  releasedNote: '',
  quickNote: 'Fewer epochs and rounds.',
  cost: '4 networks × 120 epochs × 468 steps of batch 128: about 4 minutes on one core',
  quickCost: '3 networks × 10 epochs × 468 steps of batch 128',
};

export const cifarResnetRow: TableRow = {
  id: 'cifar100-resnet56',
  title: 'CIFAR-100, ResNet-56',
  published: byNetworks(29.53, 26.65, 24.97, 24.15),
  files: cifarFiles,
  quickFiles: cifarFiles,
  full: cifarResnet,
  quick: cifarQuick,
  released: (spec) => ({
    ...releasedCifar(spec),
    network: { ...(spec.network as NetworkOf<'resnet'>), shortcut: 'projection' },
  }),
  releasedNote: cifarNote,
  quickNote: 'Fewer epochs, rounds and images, and a small network of the family.',
  cost: cifarCost,
  quickCost: quickCost('ResNet-8 × 0.5', 140, 5),
};

const cifarDensenetRow: TableRow = {
  ...cifarResnetRow,
  id: 'cifar100-densenet-bc-40',
  title: 'CIFAR-100, DenseNet-BC',
  published: byNetworks(30.78, 28.95, 27.6, 26.64),
  full: {
    ...cifarResnet,
    name: 'CIFAR-100, complementary DenseNet-BC-40-12',
    network: { kind: 'densenet', depth: 40, growth: 12 },
  },
  quick: {
    ...cifarQuick,
    name: 'CIFAR-100, complementary DenseNet-BC-16-4, quick',
    network: { kind: 'densenet', depth: 16, growth: 4 },
  },
  released: releasedCifar,
  quickCost: quickCost('DenseNet-BC-16-4', 140, 5),
};

export const imagenetResnetRow: TableRow = {
  id: 'imagenet-resnet50',
  title: 'ImageNet1K, ResNet-50',
  published: topFiveByNetworks([24.18, 7.49], [23.28, 6.98], [22.96, 6.81], [22.12, 6.79]),
  files: imagenetFiles,
  quickFiles: null,
  full: imagenetResnet,
  quick: imagenetQuick,
  released: releasedImagenet,
  releasedNote: imagenetNote,
  quickNote: 'On Shapes, with fewer epochs and rounds and a small network of the family.',
  cost: imagenetCost,
  quickCost: quickCost('ResNet-18 × 0.125', 56, 4),
};

const imagenetDensenetRow: TableRow = {
  ...imagenetResnetRow,
  id: 'imagenet-densenet121',
  title: 'ImageNet1K, DenseNet-121',
  published: topFiveByNetworks([25.88, 8.38], [24.85, 7.89], [23.67, 7.25], [22.32, 6.17]),
  full: {
    ...imagenetResnet,
    name: 'ImageNet, complementary DenseNet-121',
    network: { kind: 'densenet', depth: 121, growth: 32 },
  },
  quick: {
    ...imagenetQuick,
    name: 'Shapes for ImageNet, complementary DenseNet-121, quick',
    network: { kind: 'densenet', depth: 121, growth: 8 },
  },
  quickCost: quickCost('DenseNet-121 with k = 8', 56, 4),
};

/** AlexNet has no norm: a rate of 0.1 is too large for it, so it has PyTorch’s for it (ours). */
const alexnetRate = { learningRate: 0.01 } as const;

const imagenetAlexnetRow: TableRow = {
  ...imagenetResnetRow,
  id: 'imagenet-alexnet',
  title: 'ImageNet1K, AlexNet',
  published: topFiveByNetworks([43.71, 21.24], [42.61, 20.61], [40.83, 19.32], [39.23, 17.78]),
  full: {
    ...imagenetResnet,
    name: 'ImageNet, complementary AlexNet',
    network: { kind: 'alexnet', form: 'imagenet', dropout: 0.5 },
    training: { ...imagenetResnet.training, ...alexnetRate },
  },
  quick: {
    ...imagenetQuick,
    name: 'Shapes for ImageNet, complementary AlexNet, quick',
    ...quickAlexnet,
  },
  quickCost: quickCost('AlexNet × 0.5', 112, 10),
};

/** In the order of the table. */
export const tableOneRows: readonly TableRow[] = [
  mnistRow,
  cifarResnetRow,
  cifarDensenetRow,
  imagenetResnetRow,
  imagenetDensenetRow,
  imagenetAlexnetRow,
];
