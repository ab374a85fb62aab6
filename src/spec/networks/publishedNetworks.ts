/** Networks in the sizes in which they were published, by the names that papers call them by. */
import type { NetworkSpec } from './networks.ts';

export interface PublishedNetwork {
  /** `ResNet-56`, `DenseNet-BC-100-12`. */
  readonly name: string;
  readonly network: NetworkSpec;
}

const resnets: readonly PublishedNetwork[] = ([20, 32, 44, 56, 110] as const).map((depth) => ({
  name: `ResNet-${depth}`,
  network: { kind: 'resnet', depth },
}));

const imagenetResnets: readonly PublishedNetwork[] = ([18, 34, 50, 101, 152] as const).map(
  (depth) => ({
    name: `ResNet-${depth}`,
    network: { kind: 'resnet-imagenet', depth, form: 'imagenet' },
  }),
);

const smallDensenets: readonly PublishedNetwork[] = ([40, 100] as const).map((depth) => ({
  name: `DenseNet-BC-${depth}-12`,
  network: { kind: 'densenet', depth, growth: 12 },
}));

const imagenetDensenets: readonly PublishedNetwork[] = ([121, 169, 201] as const).map((depth) => ({
  name: `DenseNet-${depth}`,
  network: { kind: 'densenet', depth, growth: 32 },
}));

const vggs: readonly PublishedNetwork[] = ([11, 13, 16, 19] as const).map((depth) => ({
  name: `VGG-${depth}`,
  network: { kind: 'vgg', depth, form: 'imagenet', dropout: 0.5 },
}));

/**
 * Every family in its published sizes. Networks for ImageNet stand in the form for its images; the
 * MLP is that of the complementary paper's Table 1, the small CNN the size that it has here.
 */
export const publishedNetworks: readonly PublishedNetwork[] = [
  { name: 'MLP-50', network: { kind: 'mlp', hidden: [50], initial: 'normal' } },
  { name: 'CNN-16-32', network: { kind: 'cnn', channels: [16, 32] } },
  ...resnets,
  ...imagenetResnets,
  ...smallDensenets,
  ...imagenetDensenets,
  { name: 'AlexNet', network: { kind: 'alexnet', form: 'imagenet', dropout: 0.5 } },
  ...vggs,
];
