/** Networks in the sizes in which they were published, by the names that papers call them by. */
import type { ImageShape } from '../units.ts';
import { misfitOf } from './fitIssues.ts';
import { networkText, placedNetwork } from './networkFacts.ts';
import type { NetworkSpec } from './networks.ts';
import type { PlacedNetwork } from './placedLayers.ts';

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

/** Other forms that people use on small images, and the released code's ResNet-56. */
const smallForms: readonly PublishedNetwork[] = (
  [
    { kind: 'resnet', depth: 56, shortcut: 'projection' },
    { kind: 'resnet-imagenet', depth: 18, form: 'small-images' },
    { kind: 'resnet-imagenet', depth: 50, form: 'small-images' },
    { kind: 'alexnet', form: 'small-images', dropout: 0.5 },
    { kind: 'vgg', depth: 11, form: 'small-images', dropout: 0.5 },
    { kind: 'vgg', depth: 16, form: 'small-images', dropout: 0.5 },
  ] satisfies NetworkSpec[]
).map((network) => ({ name: networkText(network), network }));

/**
 * Every family in its published sizes. Networks for ImageNet stand in the form for its images, and
 * some of them once more in that for small ones; the MLP is that of the complementary paper's
 * Table 1, the small CNN the size that it has here.
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
  ...smallForms,
];

/** A published network on images of a shape, or why it does not fit them. */
export type SizedNetwork = PublishedNetwork &
  (
    | { readonly placed: PlacedNetwork; readonly reason: null }
    | { readonly placed: null; readonly reason: string }
  );

/** All published networks on images of a shape. */
export function sizedNetworks(shape: ImageShape, classCount: number): SizedNetwork[] {
  return publishedNetworks.map((published) => {
    const { network } = published;
    const misfit = misfitOf(network, shape, classCount);
    if (misfit !== null) return { ...published, placed: null, reason: misfit.message };
    return { ...published, placed: placedNetwork(network, shape, classCount), reason: null };
  });
}
