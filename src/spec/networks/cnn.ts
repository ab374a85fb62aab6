/** The small convolutional network. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { convolution, dense, flatten, maxPool, relu } from './layerDescription.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';

const options = {
  'network.channels': {
    kind: 'integers',
    label: 'Channels',
    help: 'Channels of the two convolutions.',
    min: 1,
    max: 256,
    maxLength: 2,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('cnn'),
  channels: fieldsOf(options)
    .integers('network.channels')
    .length(2, { error: 'needs two numbers' })
    .default([16, 32]),
});

/** Two 3 × 3 convolutions, each with ReLU and 2 × 2 max-pooling, then the classifier. */
export const cnn = {
  kind: 'cnn',
  label: 'Small CNN',
  help: 'Two 3 × 3 convolutions with ReLU and max-pooling, then one dense layer.',
  schema,
  options,
  start: { kind: 'cnn', channels: [16, 32] },
  needsImages: true,
  text: ({ channels }) => `CNN ${channels.join(', ')}`,
  mark: () => 'CNN',
  layersOf: ({ channels: [first, second] }, _, classCount) => [
    convolution('conv1', first, { bias: true }),
    relu('relu1'),
    maxPool('pool1'),
    convolution('conv2', second, { bias: true }),
    relu('relu2'),
    maxPool('pool2'),
    flatten('flatten'),
    dense('dense', classCount, 0.01),
  ],
} satisfies NetworkDescriptor<z.infer<typeof schema>>;
