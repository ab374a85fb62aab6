/** Residual networks for small images (He et al. 2016, section 4.2). */
import { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import {
  add,
  convolution,
  dense,
  globalMean,
  type LayerDescription,
  norm,
  paddedShortcut,
  relu,
} from './layerDescription.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';

/** 6n + 2, n residual blocks a stage. */
const depths = [8, 14, 20, 32, 44, 56] as const;

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
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('resnet'),
  depth: z.literal(depths, {
    error: `must be ${depths.slice(0, -1).join(', ')} or ${depths.at(-1)}`,
  }),
});

/** Channels of the three stages; the second and third begin with stride 2. */
const stages = [16, 32, 64] as const;

/** A convolution, three stages of n basic blocks and global average pooling, then the classifier. */
export const resnet = {
  kind: 'resnet',
  label: 'ResNet',
  help: 'Residual network of depth 6n + 2 for small images (He et al. 2016).',
  schema,
  options,
  start: { kind: 'resnet', depth: 8 },
  needsImages: true,
  text: ({ depth }) => `ResNet-${depth}`,
  mark: ({ depth }) => `R-${depth}`,
  layersOf: ({ depth }, _, classCount) => [
    convolution('stem/conv', stages[0]),
    norm('stem/norm'),
    relu('stem/relu'),
    ...stages.flatMap((channels, stage) => stageOf(stage, channels, blocksOf(depth))),
    globalMean('mean'),
    dense('dense', classCount, 0.01),
  ],
  // Every convolution counts as one of the first stage, since a stage has a quarter of the pixels
  // and twice the channels of the one before. So the first of a stage counts twice what it takes.
  shardProducts: ({ depth }, { height, width, channels }) =>
    height * width * 9 * (channels * 16 + 2 * 3 * blocksOf(depth) * 16 * 16),
} satisfies NetworkDescriptor<z.infer<typeof schema>>;

function stageOf(stage: number, channels: number, blocks: number): LayerDescription[] {
  return Array.from({ length: blocks }, (_, block) => {
    const name = `stage${stage + 1}/block${block + 1}`;
    return basicBlock(name, channels, stage > 0 && block === 0 ? 2 : 1);
  }).flat();
}

/**
 * Basic block of He et al. 2016: two 3 × 3 convolutions with batch norm beside a shortcut without
 * parameters (their option A), added, then ReLU.
 */
function basicBlock(name: string, outputs: number, stride: 1 | 2): LayerDescription[] {
  const body = [
    convolution(`${name}/conv1`, outputs, { stride }),
    norm(`${name}/norm1`),
    relu(`${name}/relu1`),
    convolution(`${name}/conv2`, outputs),
    norm(`${name}/norm2`),
  ];
  const shortcut = stride === 1 ? [] : [paddedShortcut(`${name}/shortcut`, outputs, stride)];
  return [add(name, body, shortcut), relu(`${name}/relu2`)];
}
