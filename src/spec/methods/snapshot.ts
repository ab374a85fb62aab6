/** Snapshot ensembles (Huang et al. 2017): one network, a snapshot of it at the end of each cycle. */
import { z } from 'zod';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { roundsOption, roundsSchema } from './roundsOption.ts';

const schema = z.strictObject({ kind: z.literal('snapshot'), rounds: roundsSchema });

export type SnapshotSpec = z.infer<typeof schema>;

export const snapshot = {
  kind: 'snapshot',
  label: 'Snapshot ensemble',
  help: 'One network, trained on in cycles of the learning rate; as it stands at the end of each it votes (Huang et al. 2017). Epochs are those of a cycle.',
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
  start: ({ rounds }) => ({ kind: 'snapshot', rounds }),
  text: ({ rounds }) => `Snapshots, ${rounds} of one network`,
  issues: (_, { network }) =>
    Array.isArray(network)
      ? [{ path: 'network', message: 'must be one network: snapshots are all of the same one' }]
      : [],
  classIssues: () => [],
  rounds: ({ rounds }) => rounds,
  stagesOfOne: true,
  publishedSchedule: 'cyclic-cosine',
  lossName: () => 'cross-entropy',
  drivingErrors: () => ({ measure: 'hard', from: 'train' }),
  starts: ['weights'],
  initialNetwork: () => null,
  flatTwin: () => null,
} as const satisfies MethodDescriptor<SnapshotSpec>;
