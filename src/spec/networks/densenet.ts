/** Densely connected networks with bottlenecks and compression, DenseNet-BC (Huang et al. 2017). */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import {
  concatenate,
  convolution,
  dense,
  dropout,
  globalMean,
  type LayerDescription,
  meanPool,
  norm,
  relu,
} from './layerDescription.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';
import { imagenetStem } from './residual.ts';
import { dropoutOption } from './sharedOptions.ts';

const smallDepths = [10, 16, 22, 40, 100, 190, 250] as const;
const imagenetDepths = [121, 169, 201] as const;
const depths = [...smallDepths, ...imagenetDepths] as const;

type Depth = (typeof depths)[number];

/** Layers of each block of the networks for ImageNet; the others have three equal blocks. */
const imagenetBlocks: Readonly<Partial<Record<Depth, readonly number[]>>> = {
  121: [6, 12, 24, 16],
  169: [6, 12, 32, 32],
  201: [6, 12, 48, 32],
};

function blocksOf(depth: Depth): readonly number[] {
  const perBlock = (depth - 4) / 6;
  return imagenetBlocks[depth] ?? [perBlock, perBlock, perBlock];
}

const isForImagenet = (depth: Depth): boolean => imagenetBlocks[depth] !== undefined;

const options = {
  'network.depth': {
    kind: 'choice',
    label: 'Depth',
    help: 'Number of weighted layers: 6n + 4 for small images, others for ImageNet.',
    choices: depths.map((depth) => ({
      value: `${depth}`,
      label: `${depth}`,
      help: `Blocks of ${blocksOf(depth).join(', ')} layers, for ${isForImagenet(depth) ? '224 × 224 pixels' : 'small images'}.`,
    })),
  },
  'network.growth': {
    kind: 'integer',
    label: 'Growth rate',
    help: 'Channels that each layer adds to those before it: 12 for small images, 32 for ImageNet.',
    symbol: 'k',
    min: 1,
    max: 64,
    step: 4,
  },
  'network.dropout': dropoutOption,
} as const satisfies OptionDescriptions;

const { number } = fieldsOf(options);

const schema = z.strictObject({
  kind: z.literal('densenet'),
  depth: z.literal(depths, {
    error: `must be ${depths.slice(0, -1).join(', ')} or ${depths.at(-1)}`,
  }),
  growth: number('network.growth'),
  dropout: number('network.dropout').optional(),
});

/** A stem, dense blocks with halving transitions between them, global average pooling, classifier. */
export const densenet = {
  kind: 'densenet',
  label: 'DenseNet-BC',
  help: 'Every layer sees what all before it in its block put out (Huang et al. 2017).',
  schema,
  options,
  start: { kind: 'densenet', depth: 16, growth: 8 },
  needsImages: true,
  text: ({ depth, growth }) =>
    isForImagenet(depth)
      ? `DenseNet-${depth}${growth === 32 ? '' : `, k = ${growth}`}`
      : `DenseNet-BC-${depth}-${growth}`,
  mark: ({ depth }) => `D-${depth}`,
  layersOf: ({ depth, growth, dropout: rate = 0 }, _, classCount) => {
    const stem = 2 * growth;
    const begin = isForImagenet(depth) ? imagenetStem(stem) : [convolution('stem/conv', stem)];
    return [
      ...begin,
      ...denseBlocks(stem, blocksOf(depth), growth, rate),
      norm('last/norm'),
      relu('last/relu'),
      globalMean('mean'),
      dense('dense', classCount, 0.01),
    ];
  },
} satisfies NetworkDescriptor<z.infer<typeof schema>>;

function denseBlocks(
  stem: number,
  blocks: readonly number[],
  growth: number,
  rate: number,
): LayerDescription[] {
  let channels = stem;
  return blocks.flatMap((layers, block) => {
    channels += layers * growth;
    const isLast = block === blocks.length - 1;
    const grown = Array.from({ length: layers }, (_, layer) =>
      denseLayer(`block${block + 1}/layer${layer + 1}`, growth, rate),
    );
    if (isLast) return grown;
    channels = Math.floor(channels / 2);
    return [...grown, ...transition(`transition${block + 1}`, channels, rate)];
  });
}

/** Batch norm and ReLU before a 1 × 1 convolution to 4k channels, and before a 3 × 3 one to k. */
function denseLayer(name: string, growth: number, rate: number): LayerDescription {
  return concatenate(
    name,
    [],
    [
      norm(`${name}/norm1`),
      relu(`${name}/relu1`),
      convolution(`${name}/conv1`, 4 * growth, { size: 1 }),
      ...dropoutAt(`${name}/dropout1`, rate),
      norm(`${name}/norm2`),
      relu(`${name}/relu2`),
      convolution(`${name}/conv2`, growth),
      ...dropoutAt(`${name}/dropout2`, rate),
    ],
  );
}

/** Half of the channels and a quarter of the pixels. */
function transition(name: string, outputs: number, rate: number): LayerDescription[] {
  return [
    norm(`${name}/norm`),
    relu(`${name}/relu`),
    convolution(`${name}/conv`, outputs, { size: 1 }),
    ...dropoutAt(`${name}/dropout`, rate),
    meanPool(`${name}/pool`),
  ];
}

/** Behind every convolution but the first, as the authors' code has it. */
function dropoutAt(name: string, rate: number): LayerDescription[] {
  return rate > 0 ? [dropout(name, rate)] : [];
}
