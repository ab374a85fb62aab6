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
      {
        value: 'cyclic-cosine',
        label: 'cyclic cosine',
        help: 'In each cycle half a cosine from the full rate to 0, step by step (Huang et al. 2017).',
      },
      {
        value: 'constant-tail',
        label: 'constant tail',
        help: 'The full rate for half of the epochs before the tail, then falling to the tail’s, which stays (Izmailov et al. 2018).',
      },
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
  'training.schedule.cycles': {
    kind: 'integer',
    label: 'Cycles',
    help: 'Cycles within the epochs of a network; a snapshot ensemble has one for each snapshot anyway.',
    symbol: 'M',
    min: 1,
    max: 1000,
    step: 1,
  },
  'training.schedule.tailFrom': {
    kind: 'integer',
    label: 'Tail from epoch',
    help: 'The rate reaches that of the tail after nine tenths of the epochs before.',
    min: 1,
    max: 10_000,
    step: 1,
  },
  'training.schedule.tailFactor': {
    kind: 'number',
    label: 'Rate of the tail',
    help: 'As a share of the learning rate.',
    min: 0.0001,
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
  z.strictObject({
    kind: z.literal('cyclic-cosine'),
    cycles: number('training.schedule.cycles'),
  }),
  z.strictObject({
    kind: z.literal('constant-tail'),
    tailFrom: number('training.schedule.tailFrom'),
    tailFactor: number('training.schedule.tailFactor'),
  }),
]);

export type ScheduleSpec = z.infer<typeof schedule>;
export type ScheduleKind = ScheduleSpec['kind'];

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
export function trainingIssues({ schedule, epochs }: TrainingSpec): SpecIssue[] {
  switch (schedule.kind) {
    case 'steps':
      if (isIncreasing(schedule.at)) return [];
      return [{ path: 'training.schedule.at', message: 'must be epochs in increasing order' }];
    case 'cyclic-cosine':
      if (schedule.cycles <= epochs) return [];
      return [
        {
          path: 'training.schedule.cycles',
          message: `must be at most the ${epochs} epochs of a network`,
        },
      ];
    case 'constant-tail':
      if (schedule.tailFrom <= epochs) return [];
      return [
        {
          path: 'training.schedule.tailFrom',
          message: `must be within the ${epochs} epochs of a network`,
        },
      ];
    case 'cosine':
      return [];
  }
}

/** Whether a draft's value is the kind of a schedule. */
export function isScheduleKind(value: unknown): value is ScheduleKind {
  return trainingOptions['training.schedule.kind'].choices.some((one) => one.value === value);
}

/** The first epoch of the tail in the authors' code for SWA: 161 of 200. */
const tailStart = 161 / 200;

/** The schedule of a kind that a person who picks the kind starts from; of published ones, as published. */
export function startingSchedule(kind: ScheduleKind, epochs: number): ScheduleSpec {
  switch (kind) {
    case 'steps':
      return { kind, at: [], factor: 0.1 };
    case 'cosine':
      return { kind };
    case 'cyclic-cosine':
      return { kind, cycles: 1 };
    case 'constant-tail':
      return { kind, tailFrom: tailEpoch(epochs), tailFactor: 0.5 };
  }
}

/** The first epoch of the tail of so many epochs, as in the authors' code for SWA. */
export function tailEpoch(epochs: number): number {
  return Math.max(1, Math.round(tailStart * epochs));
}

function isIncreasing(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > values[index - 1]);
}
