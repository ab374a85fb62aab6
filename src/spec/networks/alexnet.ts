/** AlexNet in one tower (Krizhevsky 2014), and its form for small images. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ImageShape } from '../units.ts';
import {
  deviationFor,
  dropoutBefore,
  flattenedFeatures,
  hiddenDense,
  smallHead,
} from './hiddenDense.ts';
import {
  convolution,
  dense,
  flatten,
  type LayerDescription,
  type LayerList,
  maxPool,
  relu,
} from './layerDescription.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';
import {
  formOption,
  formText,
  usualDropoutOption,
  widened,
  widthOption,
  widthText,
} from './sharedOptions.ts';

const options = {
  'network.form': formOption,
  'network.dropout': usualDropoutOption,
  'network.width': widthOption,
} as const satisfies OptionDescriptions;

const { choice, number } = fieldsOf(options);

const schema = z.strictObject({
  kind: z.literal('alexnet'),
  form: choice('network.form'),
  dropout: number('network.dropout').default(0.5),
  width: number('network.width').optional(),
});

type Alexnet = z.infer<typeof schema>;

/**
 * Five convolutions with bias, three of them before a maximum, then dense layers. For ImageNet as
 * torchvision has it, whose adaptive pooling is the identity at 224 × 224; other sizes have no
 * pooling in its place, but dense layers of other sizes. For small images as Yang has it for CIFAR
 * (pytorch-classification): 11 × 11 by 4 with wide padding, and the classifier alone.
 */
export const alexnet = {
  kind: 'alexnet',
  label: 'AlexNet',
  help: 'Five convolutions and dense layers with dropout, in one tower (Krizhevsky 2014).',
  schema,
  options,
  start: { kind: 'alexnet', form: 'small-images', dropout: 0.5, width: 0.25 },
  needsImages: true,
  text: ({ form, width }) => `AlexNet${widthText(width)}${formText(form)}`,
  mark: () => 'Alex',
  layersOf: (network, shape, classCount) => {
    const convolutions = convolutionsOf(network);
    if (network.form === 'small-images') {
      return [...convolutions, ...smallHead(classCount, network.dropout)];
    }
    return [...convolutions, ...imagenetHead(network, convolutions, shape, classCount)];
  },
} satisfies NetworkDescriptor<Alexnet>;

/** The convolutions, and the maxima between them: overlapping for ImageNet. */
function convolutionsOf({ form, width }: Alexnet): LayerList {
  const isLarge = form === 'imagenet';
  const pool = (name: string) =>
    maxPool(name, isLarge ? { size: 3, keepsPartial: false } : { size: 2 });
  const step = (name: string, channels: number, size: number): LayerDescription[] => [
    convolution(name, widened(channels, width), { size, bias: true }),
    relu(`${name}/relu`),
  ];
  const first = { size: 11, stride: 4, padding: isLarge ? 2 : 5, bias: true };
  return [
    convolution('conv1', widened(64, width), first),
    relu('conv1/relu'),
    pool('pool1'),
    ...step('conv2', 192, 5),
    pool('pool2'),
    ...step('conv3', 384, 3),
    ...step('conv4', 256, 3),
    ...step('conv5', 256, 3),
    pool('pool3'),
  ];
}

/** Two hidden layers of 4,096 units, dropout before each, then the classifier. */
function imagenetHead(
  { dropout: rate, width }: Alexnet,
  convolutions: LayerList,
  shape: ImageShape,
  classCount: number,
): LayerDescription[] {
  const units = widened(4096, width);
  const features = flattenedFeatures(convolutions, shape);
  return [
    flatten('flatten'),
    ...dropoutBefore('dense1', rate),
    ...hiddenDense('dense1', units, deviationFor(features, 6 * 6 * 256)),
    ...dropoutBefore('dense2', rate),
    ...hiddenDense('dense2', units, deviationFor(units, 4096)),
    dense('dense', classCount, deviationFor(units, 4096)),
  ];
}
