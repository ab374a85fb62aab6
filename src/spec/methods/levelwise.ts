/** The level-wise mixture (IEEE TIP): a tree of similar classes, a softmax for each of its levels. */
import { levelwiseClassIssues } from './levelwise/levelwiseClassIssues.ts';
import { levelwiseIssues } from './levelwise/levelwiseIssues.ts';
import { levelwiseOptions } from './levelwise/levelwiseOptions.ts';
import { type LevelwiseSpec, levelwiseSchema } from './levelwise/levelwiseSchema.ts';
import { startingLevelwise } from './levelwise/startingLevelwise.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';

const variants = { none: 'fixed', assignment: 'adapted', tree: 'adapted + tree' } as const;

/** As the rows of the paper's tables are called. */
function variantText({ adapt, hierarchy, head }: LevelwiseSpec): string {
  if (head === 'path') return 'product along the path';
  if (hierarchy.from !== 'confusion') return variants[adapt];
  return adapt === 'none' ? 'one level' : 'one level, sampled';
}

export const levelwise = {
  kind: 'levelwise',
  label: 'Level-wise mixture',
  help: 'A tree of similar classes, a softmax for each of its levels; classes change groups while training (IEEE TIP).',
  schema: levelwiseSchema,
  options: levelwiseOptions,
  traits: {
    hasImportance: false,
    hasGamma: false,
    hasImageWeights: false,
    averagesWeights: false,
    hasHierarchy: true,
    hasRounds: false,
    votes: 'none',
  },
  start: startingLevelwise,
  text: (method) => `Level-wise, ${variantText(method)}`,
  issues: levelwiseIssues,
  classIssues: levelwiseClassIssues,
  rounds: () => 1,
  lossName: () => 'cross-entropy',
  drivingErrors: () => ({ measure: 'hard', from: 'train' }),
  initialNetwork: ({ initialFrom, hierarchy }) =>
    initialFrom === null
      ? null
      : {
          hash: initialFrom,
          answersFirst: hierarchy.from === 'confusion' && hierarchy.warmupEpochs === 0,
        },
  levelwise: (settings) => ({ settings, path: 'method' }),
  flatTwin: () => ({ kind: 'single' }),
} as const satisfies MethodDescriptor<LevelwiseSpec>;
