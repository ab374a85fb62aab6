/**
 * Presets: experiments worth repeating, each with its paper, the row it belongs to, what to expect
 * and what it costs. Expected results are published or measured, never hoped for.
 */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { defaultComplementary } from '../methods/complementary.ts';
import type { TrainingSpec } from '../sections/trainingSpec.ts';
import { levelwisePresets } from './levelwisePresets.ts';
import type { Preset, PublishedErrors } from './preset.ts';
import { shapesPresets } from './shapesPresets.ts';

const cdn = 'Chen, Zhang, Yu, Fan: Embedding Complementary Deep Networks, CVPR 2019';

const mnistFiles =
  'the four files of MNIST: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, .gz or not';

const releasedCode = { errors: 'hard', update: 'released-code' } as const;

const plainSgd: TrainingSpec = {
  epochs: 120,
  batchSize: 128,
  optimizer: 'sgd',
  learningRate: 0.01,
  momentum: 0,
  weightDecay: 0,
  schedule: { kind: 'steps', at: [], factor: 0.1 },
};

const mnistMlp: ExperimentSpec = {
  version: 1,
  name: 'MNIST, complementary MLPs',
  seed: 1,
  dataset: {
    source: 'catalog:mnist',
    hash: null,
    validation: 0,
    testShare: 0.2,
    limitPerClass: null,
    classes: null,
    exclude: [],
    merge: [],
    dropLeaked: false,
  },
  augment: { pad: 0, mirror: false, normalise: 'unit' },
  network: { kind: 'mlp', hidden: [50], initial: 'normal' },
  training: plainSgd,
  method: defaultComplementary(),
  device: 'auto',
};

const glyphsCnn: ExperimentSpec = {
  ...mnistMlp,
  name: 'Glyphs, four small CNNs',
  dataset: { ...mnistMlp.dataset, source: 'builtin:glyphs', validation: 0.1 },
  network: { kind: 'cnn', channels: [16, 32] },
  training: {
    ...plainSgd,
    epochs: 8,
    learningRate: 0.05,
    momentum: 0.9,
    weightDecay: 0.0001,
    schedule: { kind: 'steps', at: [6], factor: 0.1 },
  },
};

const cifarResnet: ExperimentSpec = {
  ...mnistMlp,
  name: 'CIFAR-100, complementary ResNet-56',
  dataset: { ...mnistMlp.dataset, source: 'catalog:cifar-100', validation: 0.1 },
  augment: { pad: 4, mirror: true, normalise: 'per-channel' },
  network: { kind: 'resnet', depth: 56 },
  training: {
    ...plainSgd,
    epochs: 300,
    learningRate: 0.1,
    momentum: 0.9,
    weightDecay: 0.0001,
    schedule: { kind: 'steps', at: [150, 225], factor: 0.1 },
  },
  method: defaultComplementary({ errorsFrom: 'validation' }),
};

/** Top-1 errors of one network, two networks, and so on. */
function byNetworks(...errors: readonly number[]): PublishedErrors[] {
  return errors.map((error, place) => ({
    of: place === 0 ? '1 network' : `${place + 1} networks`,
    topErrors: { 1: error },
  }));
}

const mnistRow = {
  paper: cdn,
  row: 'Table 1, MNIST, MLP',
  files: mnistFiles,
  fitsAnyData: false,
};
const mnistPublished = byNetworks(4.73, 2.22, 1.87, 1.86);
const cifarRow = {
  paper: cdn,
  row: 'Table 1, CIFAR-100, ResNet-56',
  fitsAnyData: false,
  published: byNetworks(29.53, 26.65, 24.97, 24.15),
  files:
    'CIFAR-100 as a zip of class folders: train/<class>/*.png and test/<class>/*.png, 32 × 32 colour',
  cost: '4 networks × 300 epochs × 351 steps of batch 128: days on a processor, hours on a graphics card',
};

export const presets: readonly Preset[] = [
  {
    id: 'glyphs-cnn',
    title: 'Look-alike letters',
    summary: 'Watch l, I and 1, and O, 0 and o, take the weight.',
    paper: null,
    row: null,
    expected: 'test error 10.94, 9.65, 9.41, 9.01% for 1 to 4 networks, measured here with seed 1',
    cost: '4 small CNNs × 8 epochs × 152 steps of batch 128: about 4 minutes on one core',
    published: null,
    files: null,
    fitsAnyData: false,
    spec: glyphsCnn,
  },
  {
    ...mnistRow,
    id: 'mnist-mlp-quick',
    title: 'Table 1, first row, in a minute',
    summary: 'The MLPs of Table 1 for 10 epochs instead of 120, three rounds.',
    expected:
      'not published at this length; here 9.84, 9.74, 9.56% for 1 to 3 networks with seed 1',
    cost: '3 networks × 10 epochs × 468 steps of batch 128: some 20 seconds on one core',
    published: null,
    spec: {
      ...mnistMlp,
      name: 'MNIST, complementary MLPs, quick',
      training: { ...plainSgd, epochs: 10 },
      method: defaultComplementary({ rounds: 3 }),
    },
  },
  {
    ...mnistRow,
    id: 'mnist-mlp',
    title: 'Table 1, first row',
    summary: 'The paper’s MLPs at full length, with its own update.',
    expected: 'published 4.73, 2.22, 1.87, 1.86% for 1 to 4 networks; here 3.65, 3.29, 3.29, 3.32%',
    cost: '4 networks × 120 epochs × 468 steps of batch 128: about 4 minutes on one core',
    published: mnistPublished,
    spec: mnistMlp,
  },
  {
    ...mnistRow,
    id: 'mnist-mlp-released',
    title: 'Table 1, first row, released code',
    summary: 'The same with the update of the authors’ repository, which differs from print.',
    expected: 'published 4.73, 2.22, 1.87, 1.86% for 1 to 4 networks; here 3.65, 3.29, 3.29, 3.30%',
    cost: '4 networks × 120 epochs × 468 steps of batch 128: about 4 minutes on one core',
    published: mnistPublished,
    spec: {
      ...mnistMlp,
      name: 'MNIST, complementary MLPs, released code',
      method: defaultComplementary(releasedCode),
    },
  },
  {
    ...cifarRow,
    id: 'cifar100-resnet56',
    title: 'Table 1, CIFAR-100',
    summary: 'Residual networks on 100 classes, errors from held-out images.',
    expected: 'published 29.53, 26.65, 24.97, 24.15% for 1 to 4 networks; not run by us at length',
    spec: cifarResnet,
  },
  {
    ...cifarRow,
    id: 'cifar100-resnet56-released',
    title: 'Table 1, CIFAR-100, released code',
    summary: 'The same with the update of the authors’ repository.',
    expected: 'published 29.53, 26.65, 24.97, 24.15% for 1 to 4 networks; not run by us at length',
    spec: {
      ...cifarResnet,
      name: 'CIFAR-100, complementary ResNet-56, released code',
      method: defaultComplementary({ ...releasedCode, errorsFrom: 'validation' }),
    },
  },
  ...levelwisePresets(glyphsCnn),
  ...shapesPresets(glyphsCnn),
];

/** The preset of that id, or undefined. */
export function presetOf(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}

/** What the form starts from: the first preset. */
export const defaultSpec: ExperimentSpec = glyphsCnn;
