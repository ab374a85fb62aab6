/** Residual networks of four stages, as published for ImageNet (He et al. 2016, Table 1). */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { dense, globalMean, type LayerDescription } from './layerDescription.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';
import {
  basicBlock,
  bottleneck,
  identity,
  imagenetStem,
  projection,
  smallStem,
} from './residual.ts';
import { formOption, formText, widened, widthOption, widthText } from './sharedOptions.ts';

const depths = [18, 34, 50, 101, 152] as const;

type Depth = (typeof depths)[number];

/** Blocks of each stage, and whether they are bottlenecks. */
const plans: Readonly<Record<Depth, { blocks: readonly number[]; isBottleneck: boolean }>> = {
  18: { blocks: [2, 2, 2, 2], isBottleneck: false },
  34: { blocks: [3, 4, 6, 3], isBottleneck: false },
  50: { blocks: [3, 4, 6, 3], isBottleneck: true },
  101: { blocks: [3, 4, 23, 3], isBottleneck: true },
  152: { blocks: [3, 8, 36, 3], isBottleneck: true },
};

const options = {
  'network.depth': {
    kind: 'choice',
    label: 'Depth',
    help: 'Number of weighted layers, as published.',
    choices: depths.map((depth) => ({
      value: `${depth}`,
      label: `${depth}`,
      help: `${plans[depth].blocks.join(', ')} ${plans[depth].isBottleneck ? 'bottlenecks' : 'basic blocks'}.`,
    })),
  },
  'network.form': formOption,
  'network.width': widthOption,
} as const satisfies OptionDescriptions;

const { choice, number } = fieldsOf(options);

const schema = z.strictObject({
  kind: z.literal('resnet-imagenet'),
  depth: z.literal(depths, {
    error: `must be ${depths.slice(0, -1).join(', ')} or ${depths.at(-1)}`,
  }),
  form: choice('network.form'),
  width: number('network.width').optional(),
});

/** Channels of the four stages within a block; all but the first begin with stride 2. */
const stages = [64, 128, 256, 512] as const;

/** A stem for large or for small images, four stages of blocks, global average pooling, classifier. */
export const resnetImagenet = {
  kind: 'resnet-imagenet',
  label: 'ResNet',
  help: 'Residual network of four stages, as published for ImageNet (He et al. 2016).',
  schema,
  options,
  start: { kind: 'resnet-imagenet', depth: 18, form: 'small-images', width: 0.25 },
  needsImages: true,
  text: ({ depth, form, width }) => `ResNet-${depth}${widthText(width)}${formText(form)}`,
  mark: ({ depth }) => `R-${depth}`,
  layersOf: ({ depth, form, width }, _, classCount) => [
    ...(form === 'imagenet' ? imagenetStem : smallStem)(widened(stages[0], width)),
    ...stages.flatMap((channels, stage) => stageOf(depth, stage, widened(channels, width))),
    globalMean('mean'),
    dense('dense', classCount, 0.01),
  ],
} satisfies NetworkDescriptor<z.infer<typeof schema>>;

/** Blocks; the first has a 1 × 1 shortcut where channels or size change. */
function stageOf(depth: Depth, stage: number, channels: number): LayerDescription[] {
  const { blocks, isBottleneck } = plans[depth];
  const block = isBottleneck ? bottleneck : basicBlock;
  const outputs = isBottleneck ? 4 * channels : channels;
  return Array.from({ length: blocks[stage] }, (_, at) => {
    const stride = stage > 0 && at === 0 ? 2 : 1;
    const isChanging = at === 0 && (stage > 0 || isBottleneck);
    const shortcut = isChanging ? projection(outputs, stride) : identity;
    return block(`stage${stage + 1}/block${at + 1}`, channels, stride, shortcut);
  }).flat();
}
