/** Boosting against the worst class (Saito et al.): Hedge over classes that are not learnt yet. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { roundsOption, roundsSchema } from './roundsOption.ts';

const options = {
  ...roundsOption,
  'method.threshold': {
    kind: 'number',
    label: 'Learnt from',
    help: 'Accuracy on the training images from which a class counts as learnt, and weighs less for the next network.',
    symbol: 'θ',
    min: 0.01,
    max: 1,
    step: 0.05,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('worst-class-boosting'),
  rounds: roundsSchema,
  threshold: fieldsOf(options).number('method.threshold'),
});

export type WorstClassBoostingSpec = z.infer<typeof schema>;

export const worstClassBoosting = {
  kind: 'worst-class-boosting',
  label: 'Worst-class boosting',
  help: 'Classes that a network has not learnt weigh more for the next; each network has one vote (Saito et al., arXiv 2310.14890).',
  schema,
  options,
  traits: {
    hasImportance: true,
    hasGamma: false,
    hasImageWeights: false,
    averagesWeights: false,
    hasHierarchy: false,
    hasRounds: true,
    votes: 'alike',
  },
  start: ({ rounds }) => ({ kind: 'worst-class-boosting', rounds, threshold: 0.9 }),
  text: ({ threshold }) => `Worst-class boosting, θ ${threshold}`,
  issues: ({ rounds }, { training }) =>
    rounds > 1 && training.batchSize === 1
      ? [
          {
            path: 'training.batchSize',
            message:
              'must be at least 2: dividing by the batch’s sum of weights cancels a class’s weight at 1',
          },
        ]
      : [],
  classIssues: () => [],
  rounds: ({ rounds }) => rounds,
  castsBallots: true,
  lossName: () => 'weighted',
  drivingErrors: () => ({ measure: 'hard', from: 'train' }),
  starts: ['weights', 'round'],
  initialNetwork: () => null,
  flatTwin: () => null,
} as const satisfies MethodDescriptor<WorstClassBoostingSpec>;
