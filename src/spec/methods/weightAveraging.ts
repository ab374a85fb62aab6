/** Stochastic weight averaging (Izmailov et al. 2018): the mean of one network's late weights. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { tailEpoch } from '../sections/trainingSpec.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';

const options = {
  'method.averageFrom': {
    kind: 'integer',
    label: 'Average from epoch',
    help: 'The weights at the end of this epoch and of each later one are averaged.',
    min: 1,
    max: 10_000,
    step: 1,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('weight-averaging'),
  averageFrom: fieldsOf(options).number('method.averageFrom'),
});

export type WeightAveragingSpec = z.infer<typeof schema>;

export const weightAveraging = {
  kind: 'weight-averaging',
  label: 'Weight averaging',
  help: 'One network; its weights at the ends of late epochs are averaged (SWA, Izmailov et al. 2018).',
  schema,
  options,
  traits: {
    hasImportance: false,
    hasGamma: false,
    hasImageWeights: false,
    averagesWeights: true,
    hasHierarchy: false,
    hasRounds: true,
    votes: 'none',
  },
  start: ({ epochs }) => ({ kind: 'weight-averaging', averageFrom: tailEpoch(epochs) }),
  text: ({ averageFrom }) => `Weight averaging, from epoch ${averageFrom}`,
  issues: ({ averageFrom }, { training: { epochs } }) =>
    averageFrom <= epochs
      ? []
      : [{ path: 'method.averageFrom', message: `must be within the ${epochs} epochs` }],
  classIssues: () => [],
  rounds: () => 1,
  publishedSchedule: 'constant-tail',
  lossName: () => 'cross-entropy',
  drivingErrors: () => ({ measure: 'hard', from: 'train' }),
  starts: ['weights'],
  initialNetwork: () => null,
  flatTwin: () => null,
} as const satisfies MethodDescriptor<WeightAveragingSpec>;
