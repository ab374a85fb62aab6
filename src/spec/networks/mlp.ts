/** Fully connected networks. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { dense, dropout, flatten, relu } from './layerDescription.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';
import { dropoutOption } from './sharedOptions.ts';

const options = {
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
  'network.dropout': dropoutOption,
} as const satisfies OptionDescriptions;

const { choice, integers, number } = fieldsOf(options);

const schema = z.strictObject({
  kind: z.literal('mlp'),
  hidden: integers('network.hidden'),
  initial: choice('network.initial').default('normal'),
  dropout: number('network.dropout').optional(),
});

/** Fully connected layers with ReLU, then the classifier; without hidden layers that alone. Dropout follows hidden layers. */
export const mlp = {
  kind: 'mlp',
  label: 'MLP',
  help: 'Fully connected layers with ReLU between them.',
  schema,
  options,
  start: { kind: 'mlp', hidden: [50], initial: 'normal' },
  needsImages: false,
  text: ({ hidden }) => (hidden.length === 0 ? 'linear' : `MLP ${hidden.join(', ')}`),
  mark: () => 'MLP',
  layersOf: ({ hidden, initial, dropout: rate = 0 }, { height, width, channels }, classCount) => {
    const inputs = [height * width * channels, ...hidden];
    const deviation = (layer: number) => (initial === 'he' ? Math.sqrt(2 / inputs[layer]) : 0.01);
    const hiddenLayers = hidden.flatMap((units, layer) => [
      dense(`dense${layer + 1}`, units, deviation(layer)),
      relu(`relu${layer + 1}`),
      ...(rate > 0 ? [dropout(`dropout${layer + 1}`, rate)] : []),
    ]);
    const last = hidden.length;
    const classifier = dense(`dense${last + 1}`, classCount, deviation(last));
    return [flatten('flatten'), ...hiddenLayers, classifier];
  },
} satisfies NetworkDescriptor<z.infer<typeof schema>>;
