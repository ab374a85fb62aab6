/** One network, every class equally important. */
import { z } from 'zod';
import type { MethodDescriptor } from './methodDescriptor.ts';

const schema = z.strictObject({ kind: z.literal('single') });

export type SingleSpec = z.infer<typeof schema>;

export const single = {
  kind: 'single',
  label: 'Single',
  help: 'One network, every class equally important.',
  schema,
  options: {},
  traits: {
    hasImportance: false,
    hasGamma: false,
    hasImageWeights: false,
    hasHierarchy: false,
    hasRounds: true,
    votes: 'none',
  },
  start: () => ({ kind: 'single' }),
  text: () => 'One network',
  issues: () => [],
  classIssues: () => [],
  rounds: () => 1,
  lossName: () => 'cross-entropy',
  drivingErrors: () => ({ measure: 'hard', from: 'train' }),
  initialNetwork: () => null,
  flatTwin: () => null,
} as const satisfies MethodDescriptor<SingleSpec>;
