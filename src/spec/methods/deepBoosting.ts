/** Boosting over images (SAMME): each network works on the images that those before got wrong. */
import { z } from 'zod';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { roundsOption, roundsSchema } from './roundsOption.ts';

const schema = z.strictObject({ kind: z.literal('deep-boosting'), rounds: roundsSchema });

export type DeepBoostingSpec = z.infer<typeof schema>;

export const deepBoosting = {
  kind: 'deep-boosting',
  label: 'Deep boosting',
  help: 'SAMME over networks: images that one gets wrong weigh more for the next; they vote by their errors (the baseline of Table 2).',
  schema,
  options: roundsOption,
  traits: {
    hasImportance: true,
    hasGamma: false,
    hasImageWeights: true,
    averagesWeights: false,
    hasHierarchy: false,
    hasRounds: true,
    votes: 'weighted',
  },
  start: ({ rounds }) => ({ kind: 'deep-boosting', rounds }),
  text: ({ rounds }) => `Deep boosting, ${rounds} networks`,
  issues: ({ rounds }, { training }) =>
    rounds > 1 && training.batchSize === 1
      ? [
          {
            path: 'training.batchSize',
            message:
              'must be at least 2: dividing by the batch’s sum of weights cancels an image’s weight at 1',
          },
        ]
      : [],
  classIssues: () => [],
  rounds: ({ rounds }) => rounds,
  growsByRounds: true,
  lossName: () => 'weighted',
  drivingErrors: () => ({ measure: 'hard', from: 'train' }),
  starts: ['weights', 'round'],
  initialNetwork: () => null,
  flatTwin: () => null,
} as const satisfies MethodDescriptor<DeepBoostingSpec>;
