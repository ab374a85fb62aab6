/** VGG with batch norm (Simonyan and Zisserman 2015), and its form for small images. */
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
  norm,
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

const depths = [11, 13, 16, 19] as const;

type Depth = (typeof depths)[number];

/** Convolutions of each stage: the paper's columns A, B, D and E. */
const convolutionsPerStage: Readonly<Record<Depth, readonly number[]>> = {
  11: [1, 1, 2, 2, 2],
  13: [2, 2, 2, 2, 2],
  16: [2, 2, 3, 3, 3],
  19: [2, 2, 4, 4, 4],
};

/** Channels of the five stages; a maximum halves the image behind each. */
const stages = [64, 128, 256, 512, 512] as const;

const options = {
  'network.depth': {
    kind: 'choice',
    label: 'Depth',
    help: 'Number of weighted layers of the form for ImageNet, as published.',
    choices: depths.map((depth) => ({
      value: `${depth}`,
      label: `${depth}`,
      help: `Stages of ${convolutionsPerStage[depth].join(', ')} convolutions.`,
    })),
  },
  'network.form': formOption,
  'network.dropout': usualDropoutOption,
  'network.width': widthOption,
} as const satisfies OptionDescriptions;

const { choice, number } = fieldsOf(options);

const schema = z.strictObject({
  kind: z.literal('vgg'),
  depth: z.literal(depths, {
    error: `must be ${depths.slice(0, -1).join(', ')} or ${depths.at(-1)}`,
  }),
  form: choice('network.form'),
  dropout: number('network.dropout').default(0.5),
  width: number('network.width').optional(),
});

type Vgg = z.infer<typeof schema>;

/**
 * Stages of 3 × 3 convolutions with bias and batch norm, then dense layers. For ImageNet as
 * torchvision has it (vgg16_bn and so on), whose adaptive pooling is the identity at 224 × 224;
 * other sizes have no pooling in its place, but dense layers of other sizes. For small images the
 * classifier alone stands behind the convolutions, and maxima keep partial windows, so that images
 * of 28 × 28 pass (ours; the same at 32 × 32).
 */
export const vgg = {
  kind: 'vgg',
  label: 'VGG',
  help: 'Stages of 3 × 3 convolutions with batch norm, and dense layers with dropout (Simonyan and Zisserman 2015).',
  schema,
  options,
  start: { kind: 'vgg', depth: 11, form: 'small-images', dropout: 0.5, width: 0.25 },
  needsImages: true,
  text: ({ depth, form, width }) => `VGG-${depth}${widthText(width)}${formText(form)}`,
  mark: ({ depth }) => `VGG-${depth}`,
  layersOf: (network, shape, classCount) => {
    const convolutions = convolutionsOf(network);
    if (network.form === 'small-images') {
      return [...convolutions, ...smallHead(classCount, network.dropout)];
    }
    return [...convolutions, ...imagenetHead(network, convolutions, shape, classCount)];
  },
} satisfies NetworkDescriptor<Vgg>;

function convolutionsOf({ depth, form, width }: Vgg): LayerList {
  return stages.flatMap((channels, stage) => [
    ...Array.from({ length: convolutionsPerStage[depth][stage] }, (_, at) => {
      const name = `stage${stage + 1}/conv${at + 1}`;
      return [
        convolution(name, widened(channels, width), { bias: true }),
        norm(`${name}/norm`),
        relu(`${name}/relu`),
      ];
    }).flat(),
    maxPool(`stage${stage + 1}/pool`, { keepsPartial: form === 'small-images' }),
  ]);
}

/** Two hidden layers of 4,096 units, dropout behind each, then the classifier. */
function imagenetHead(
  { dropout: rate, width }: Vgg,
  convolutions: LayerList,
  shape: ImageShape,
  classCount: number,
): LayerDescription[] {
  const units = widened(4096, width);
  const features = flattenedFeatures(convolutions, shape);
  return [
    flatten('flatten'),
    ...hiddenDense('dense1', units, deviationFor(features, 7 * 7 * 512)),
    ...dropoutBefore('dense2', rate),
    ...hiddenDense('dense2', units, deviationFor(units, 4096)),
    ...dropoutBefore('dense', rate),
    dense('dense', classCount, deviationFor(units, 4096)),
  ];
}
