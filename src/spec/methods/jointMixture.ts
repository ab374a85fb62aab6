/** Networks trained together with dynamic weights: what the first paper calls traditional embedding. */
import { z } from 'zod';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { roundsOption, roundsSchema } from './roundsOption.ts';

const schema = z.strictObject({ kind: z.literal('joint-mixture'), rounds: roundsSchema });

export type JointMixtureSpec = z.infer<typeof schema>;

export const jointMixture = {
  kind: 'joint-mixture',
  label: 'Joint mixture',
  help: 'Networks trained together, each weighted image by image by how sure it is (Ge et al.).',
  schema,
  options: roundsOption,
  traits: {
    hasImportance: false,
    hasGamma: false,
    hasImageWeights: false,
    averagesWeights: false,
    hasHierarchy: false,
    hasRounds: false,
    votes: 'none',
  },
  start: ({ rounds }) => ({ kind: 'joint-mixture', rounds }),
  text: ({ rounds }) => `Joint mixture, ${rounds} ${rounds === 1 ? 'network' : 'networks'}`,
  issues: () => [],
  classIssues: () => [],
  rounds: () => 1,
  networks: ({ rounds }) => rounds,
  lossName: () => 'cross-entropy',
  drivingErrors: () => ({ measure: 'hard', from: 'train' }),
  initialNetwork: () => null,
  flatTwin: () => null,
} as const satisfies MethodDescriptor<JointMixtureSpec>;
