/** Networks of different seeds, averaged (the Schmidhuber reference of Table 2). */
import { z } from 'zod';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { roundsOption, roundsSchema } from './roundsOption.ts';

const schema = z.strictObject({ kind: z.literal('averaging'), rounds: roundsSchema });

export type AveragingSpec = z.infer<typeof schema>;

export const averaging = {
  kind: 'averaging',
  label: 'Averaging',
  help: 'Networks of different random draws, averaged: a deep ensemble (Lakshminarayanan et al. 2017).',
  schema,
  options: roundsOption,
  traits: {
    hasImportance: false,
    hasGamma: false,
    hasImageWeights: false,
    averagesWeights: false,
    hasHierarchy: false,
    hasRounds: true,
    votes: 'alike',
  },
  start: ({ rounds }) => ({ kind: 'averaging', rounds }),
  text: ({ rounds }) => `Averaging, ${rounds} networks`,
  issues: () => [],
  classIssues: () => [],
  rounds: ({ rounds }) => rounds,
  growsByRounds: true,
  lossName: () => 'cross-entropy',
  drivingErrors: () => ({ measure: 'hard', from: 'train' }),
  starts: ['weights', 'round'],
  initialNetwork: () => null,
  flatTwin: () => null,
} as const satisfies MethodDescriptor<AveragingSpec>;
