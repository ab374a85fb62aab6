/** What presets are made of: data, augmentation, networks and training of the papers, and shorter ones. */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { defaultComplementary } from '../methods/complementary.ts';
import type { TrainingSpec } from '../sections/trainingSpec.ts';

const plainSgd: TrainingSpec = {
  epochs: 120,
  batchSize: 128,
  optimizer: 'sgd',
  learningRate: 0.01,
  momentum: 0,
  weightDecay: 0,
  schedule: { kind: 'steps', at: [], factor: 0.1 },
};

/** Momentum 0.9 and weight decay 1e-4, as the released code and the residual networks have it. */
export const momentumSgd = { momentum: 0.9, weightDecay: 0.0001 } as const;

export const mnistMlp: ExperimentSpec = {
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

export const glyphsCnn: ExperimentSpec = {
  ...mnistMlp,
  name: 'Glyphs, four small CNNs',
  dataset: { ...mnistMlp.dataset, source: 'builtin:glyphs', validation: 0.1 },
  network: { kind: 'cnn', channels: [16, 32] },
  training: {
    ...plainSgd,
    ...momentumSgd,
    epochs: 8,
    learningRate: 0.05,
    schedule: { kind: 'steps', at: [6], factor: 0.1 },
  },
};

export const cifarResnet: ExperimentSpec = {
  ...mnistMlp,
  name: 'CIFAR-100, complementary ResNet-56',
  dataset: { ...mnistMlp.dataset, source: 'catalog:cifar-100', validation: 0.1 },
  augment: { pad: 4, mirror: true, normalise: 'per-channel' },
  network: { kind: 'resnet', depth: 56 },
  training: {
    ...plainSgd,
    ...momentumSgd,
    epochs: 300,
    learningRate: 0.1,
    schedule: { kind: 'steps', at: [150, 225], factor: 0.1 },
  },
  method: defaultComplementary({ errorsFrom: 'validation' }),
};

/** A twentieth of CIFAR-100’s steps and fewer: 100 images a class, 5 epochs, 3 rounds. */
export const cifarQuick: ExperimentSpec = {
  ...cifarResnet,
  name: 'CIFAR-100, complementary ResNet-8 of half the width, quick',
  dataset: { ...cifarResnet.dataset, limitPerClass: 100 },
  network: { kind: 'resnet', depth: 8, width: 0.5 },
  training: {
    ...cifarResnet.training,
    epochs: 5,
    batchSize: 64,
    schedule: { kind: 'steps', at: [3, 4], factor: 0.1 },
  },
  method: defaultComplementary({ rounds: 3, errorsFrom: 'validation' }),
};

/** The mean and deviation of ImageNet’s channels that PyTorch’s recipes state. */
const imagenetScale = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };

export const imagenetResnet: ExperimentSpec = {
  ...mnistMlp,
  name: 'ImageNet, complementary ResNet-50',
  dataset: { ...mnistMlp.dataset, source: 'local:imagenet' },
  augment: {
    pad: 0,
    cropScale: [0.08, 1],
    mirror: true,
    centreCrop: 0.875,
    normalise: imagenetScale,
  },
  network: { kind: 'resnet-imagenet', depth: 50, form: 'imagenet' },
  training: {
    ...plainSgd,
    ...momentumSgd,
    epochs: 90,
    learningRate: 0.1,
    schedule: { kind: 'steps', at: [30, 60], factor: 0.1 },
  },
};

/**
 * The same families in small on Shapes, which comes with the page: ImageNet has no small form. Of
 * ResNet-50’s family the least deep one, which learns within so few steps.
 */
export const imagenetQuick: ExperimentSpec = {
  ...imagenetResnet,
  name: 'Shapes for ImageNet, complementary ResNet-18, quick',
  dataset: { ...mnistMlp.dataset, source: 'builtin:shapes', validation: 0.1, limitPerClass: 40 },
  augment: { pad: 0, mirror: true, normalise: 'per-channel' },
  network: { kind: 'resnet-imagenet', depth: 18, form: 'small-images', width: 0.125 },
  training: {
    ...imagenetResnet.training,
    epochs: 4,
    batchSize: 64,
    schedule: { kind: 'steps', at: [3], factor: 0.1 },
  },
  method: defaultComplementary({ rounds: 3 }),
};

/**
 * AlexNet on Shapes. Without a norm it needs more steps than the others to begin, and begins at a
 * larger rate than at length.
 */
export const quickAlexnet: Pick<ExperimentSpec, 'dataset' | 'network' | 'training'> = {
  dataset: { ...imagenetQuick.dataset, limitPerClass: 80 },
  network: { kind: 'alexnet', form: 'small-images', dropout: 0.5, width: 0.5 },
  training: {
    ...imagenetQuick.training,
    epochs: 10,
    learningRate: 0.05,
    schedule: { kind: 'steps', at: [8], factor: 0.1 },
  },
};
