/**
 * Each family of networks in its smallest member: what tests of devices, records and threads walk.
 * Images are as small as the family takes them.
 */
import type { NetworkSpec } from '../../../spec/networks/networks.ts';
import type { ImageShape } from '../../../spec/units.ts';

export interface SmallFamily {
  readonly name: string;
  readonly network: NetworkSpec;
  readonly shape: ImageShape;
}

const tiny = { height: 9, width: 8, channels: 2 };
const width = 0.0625;

/** Those for small images. */
export const smallFamilies: readonly SmallFamily[] = [
  {
    name: 'ResNet-8 with 1 × 1 shortcuts',
    network: { kind: 'resnet', depth: 8, shortcut: 'projection', width: 0.25 },
    shape: tiny,
  },
  {
    name: 'ResNet-18',
    network: { kind: 'resnet-imagenet', depth: 18, form: 'small-images', width },
    shape: tiny,
  },
  {
    name: 'DenseNet-BC-10-2 with dropout',
    network: { kind: 'densenet', depth: 10, growth: 2, dropout: 0.2 },
    shape: tiny,
  },
  {
    name: 'VGG-11',
    network: { kind: 'vgg', depth: 11, form: 'small-images', dropout: 0.5, width },
    shape: tiny,
  },
  {
    name: 'AlexNet',
    network: { kind: 'alexnet', form: 'small-images', dropout: 0.5, width },
    shape: tiny,
  },
];

/** Those whose stem is ImageNet's. */
export const imagenetFamilies: readonly SmallFamily[] = [
  {
    name: 'ResNet-50 for ImageNet',
    network: { kind: 'resnet-imagenet', depth: 50, form: 'imagenet', width },
    shape: { height: 64, width: 63, channels: 3 },
  },
  {
    name: 'DenseNet-121',
    network: { kind: 'densenet', depth: 121, growth: 1 },
    shape: { height: 64, width: 64, channels: 3 },
  },
  {
    name: 'VGG-11 for ImageNet',
    network: { kind: 'vgg', depth: 11, form: 'imagenet', dropout: 0.5, width },
    shape: { height: 32, width: 33, channels: 1 },
  },
  {
    name: 'AlexNet for ImageNet',
    network: { kind: 'alexnet', form: 'imagenet', dropout: 0.5, width },
    shape: { height: 64, width: 63, channels: 3 },
  },
];
