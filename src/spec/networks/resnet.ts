/** Residual networks for small images (He et al. 2016, section 4.2). */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { dense, globalMean, type LayerDescription, paddedShortcut } from './layerDescription.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';
import { basicBlock, identity, projection, type ShortcutOf, smallStem } from './residual.ts';
import { widened, widthOption, widthText } from './sharedOptions.ts';

/** 6n + 2, n residual blocks a stage. */
const depths = [8, 14, 20, 26, 32, 38, 44, 50, 56, 110] as const;

const blocksOf = (depth: number) => (depth - 2) / 6;

const options = {
  'network.depth': {
    kind: 'choice',
    label: 'Depth',
    help: 'Number of weighted layers, 6n + 2.',
    choices: depths.map((depth) => ({
      value: `${depth}`,
      label: `${depth}`,
      help: `${blocksOf(depth)} residual blocks a stage.`,
    })),
  },
  'network.shortcut': {
    kind: 'choice',
    label: 'Shortcuts',
    help: 'What stands beside a block whose channels are more than those that arrive.',
    choices: [
      {
        value: 'padded',
        label: 'padded (A)',
        help: 'Every second pixel, with channels of zeros: no parameters, as the paper has it for CIFAR.',
      },
      {
        value: 'projection',
        label: '1 × 1 (B)',
        help: 'A 1 × 1 convolution with batch norm, as the released code has it.',
      },
    ],
    neutral: 'padded',
  },
  'network.width': widthOption,
} as const satisfies OptionDescriptions;

const { choice, number } = fieldsOf(options);

const schema = z.strictObject({
  kind: z.literal('resnet'),
  depth: z.literal(depths, {
    error: `must be ${depths.slice(0, -1).join(', ')} or ${depths.at(-1)}`,
  }),
  shortcut: choice('network.shortcut').optional(),
  width: number('network.width').optional(),
});

type Resnet = z.infer<typeof schema>;

/** Channels of the three stages; the second and third begin with stride 2. */
const stages = [16, 32, 64] as const;

/** A convolution, three stages of n basic blocks and global average pooling, then the classifier. */
export const resnet = {
  kind: 'resnet',
  label: 'ResNet 6n + 2',
  help: 'Residual network of depth 6n + 2 for small images (He et al. 2016).',
  schema,
  options,
  start: { kind: 'resnet', depth: 8 },
  needsImages: true,
  text: ({ depth, shortcut, width }) =>
    `ResNet-${depth}${shortcut === 'projection' ? ' B' : ''}${widthText(width)}`,
  mark: ({ depth }) => `R-${depth}`,
  layersOf: ({ depth, shortcut, width }, _, classCount) => [
    ...smallStem(widened(stages[0], width)),
    ...stages.flatMap((channels, stage) =>
      stageOf(stage, widened(channels, width), blocksOf(depth), shortcut),
    ),
    globalMean('mean'),
    dense('dense', classCount, 0.01),
  ],
  // Every convolution counts as one of the first stage, since a stage has a quarter of the pixels
  // and twice the channels of the one before. So the first of a stage counts twice what it takes.
  shardProducts: ({ depth, width }, { height, width: columns, channels }) => {
    const first = widened(stages[0], width);
    return height * columns * 9 * (channels * first + 2 * 3 * blocksOf(depth) * first * first);
  },
} satisfies NetworkDescriptor<Resnet>;

function stageOf(
  stage: number,
  channels: number,
  blocks: number,
  shortcut: Resnet['shortcut'],
): LayerDescription[] {
  const growing = shortcut === 'projection' ? projection(channels, 2) : padded(channels);
  return Array.from({ length: blocks }, (_, block) => {
    const grows = stage > 0 && block === 0;
    const name = `stage${stage + 1}/block${block + 1}`;
    return basicBlock(name, channels, grows ? 2 : 1, grows ? growing : identity);
  }).flat();
}

/** Option A: every second pixel, with channels of zeros. */
function padded(outputs: number): ShortcutOf {
  return (name) => [paddedShortcut(name, outputs, 2)];
}
