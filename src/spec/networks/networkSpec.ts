/** The networks that can be trained. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';

export const networkOptions = {
  'network.kind': {
    kind: 'choice',
    label: 'Network',
    help: 'The network that every round trains afresh.',
    choices: [
      { value: 'mlp', label: 'MLP', help: 'Fully connected layers with ReLU between them.' },
      {
        value: 'cnn',
        label: 'Small CNN',
        help: 'Two 3 × 3 convolutions with ReLU and max-pooling, then one dense layer.',
      },
      {
        value: 'resnet',
        label: 'ResNet',
        help: 'Residual network of depth 6n + 2 for small images (He et al. 2016).',
      },
    ],
  },
  'network.hidden': {
    kind: 'integers',
    label: 'Hidden layers',
    help: 'Units of each hidden layer, separated by commas; none gives a linear classifier.',
    min: 1,
    max: 4096,
    maxLength: 8,
  },
  'network.initial': {
    kind: 'choice',
    label: 'Initial weights',
    help: 'How the weights of the dense layers are drawn.',
    choices: [
      { value: 'normal', label: 'N(0, 0.01)', help: 'Standard deviation 0.01, as the paper.' },
      {
        value: 'he',
        label: 'He',
        help: 'Variance 2 / inputs: for deeper networks.',
        ours: true,
      },
    ],
  },
  'network.channels': {
    kind: 'integers',
    label: 'Channels',
    help: 'Channels of the two convolutions.',
    min: 1,
    max: 256,
    maxLength: 2,
  },
  'network.depth': {
    kind: 'choice',
    label: 'Depth',
    help: 'Number of weighted layers, 6n + 2.',
    choices: ['8', '14', '20', '32', '44', '56'].map((value) => ({
      value,
      label: value,
      help: `${(Number(value) - 2) / 6} residual blocks a stage.`,
    })),
  },
} as const satisfies OptionDescriptions;

const { choice, integers } = fieldsOf(networkOptions);

export const networkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mlp'),
    hidden: integers('network.hidden'),
    initial: choice('network.initial').default('normal'),
  }),
  z.strictObject({
    kind: z.literal('cnn'),
    channels: integers('network.channels')
      .length(2, { error: 'needs two numbers' })
      .default([16, 32]),
  }),
  z.strictObject({
    kind: z.literal('resnet'),
    depth: z.literal([8, 14, 20, 32, 44, 56], { error: 'must be 8, 14, 20, 32, 44 or 56' }),
  }),
]);

export type NetworkSpec = z.infer<typeof networkSchema>;
