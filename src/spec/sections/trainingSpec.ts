/** How each network is trained. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { SpecIssue } from '../specIssue.ts';

export const trainingOptions = {
  'training.epochs': {
    kind: 'integer',
    label: 'Epochs',
    help: 'Passes over the training images, for each network.',
    min: 1,
    max: 10_000,
    step: 1,
  },
  'training.batchSize': {
    kind: 'integer',
    label: 'Batch size',
    help: 'Images a step. The last, partial batch of an epoch is dropped.',
    min: 1,
    max: 4096,
    step: 16,
  },
  'training.optimizer': {
    kind: 'choice',
    label: 'Optimiser',
    help: 'How the weights follow the gradient.',
    choices: [
      { value: 'sgd', label: 'SGD', help: 'Stochastic gradient descent, as in the paper.' },
      { value: 'adam', label: 'Adam', help: 'Kingma and Ba 2015.', ours: true },
    ],
  },
  'training.learningRate': {
    kind: 'number',
    label: 'Learning rate',
    help: 'Step size before the schedule.',
    min: 1e-7,
    max: 10,
    step: 0.01,
  },
  'training.momentum': {
    kind: 'number',
    label: 'Momentum',
    help: 'Share of the last step that SGD repeats; 0 for none.',
    min: 0,
    max: 0.999,
    step: 0.1,
  },
  'training.weightDecay': {
    kind: 'number',
    label: 'Weight decay',
    help: 'Pulls every weight towards 0 by this factor, added to the gradient.',
    min: 0,
    max: 1,
    step: 0.0001,
  },
  'training.schedule.kind': {
    kind: 'choice',
    label: 'Schedule',
    help: 'How the learning rate changes over the epochs of a round.',
    choices: [
      { value: 'steps', label: 'steps', help: 'Multiplied by the factor after given epochs.' },
      { value: 'cosine', label: 'cosine', help: 'Half a cosine down to 0.', ours: true },
    ],
  },
  'training.schedule.at': {
    kind: 'integers',
    label: 'Steps after epochs',
    help: 'Epochs after which the rate is multiplied by the factor; empty keeps it constant.',
    min: 1,
    max: 10_000,
    maxLength: 16,
  },
  'training.schedule.factor': {
    kind: 'number',
    label: 'Factor',
    help: 'What the learning rate is multiplied by at each step.',
    min: 0.001,
    max: 1,
    step: 0.1,
  },
} as const satisfies OptionDescriptions;

const { choice, integers, number } = fieldsOf(trainingOptions);

const schedule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('steps'),
    at: integers('training.schedule.at'),
    factor: number('training.schedule.factor'),
  }),
  z.strictObject({ kind: z.literal('cosine') }),
]);

export const trainingSchema = z.strictObject({
  epochs: number('training.epochs'),
  batchSize: number('training.batchSize'),
  optimizer: choice('training.optimizer'),
  learningRate: number('training.learningRate'),
  momentum: number('training.momentum'),
  weightDecay: number('training.weightDecay'),
  schedule,
});

export type TrainingSpec = z.infer<typeof trainingSchema>;

/** What does not agree between the fields of how networks are trained. */
export function trainingIssues({ schedule }: TrainingSpec): SpecIssue[] {
  if (schedule.kind !== 'steps' || isIncreasing(schedule.at)) return [];
  return [{ path: 'training.schedule.at', message: 'must be epochs in increasing order' }];
}

function isIncreasing(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > values[index - 1]);
}
