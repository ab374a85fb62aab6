/** The form of a level-wise mixture. */
import { z } from 'zod';
import { fieldsOf } from '../../fields/fieldsOf.ts';
import { className, sha256 } from '../../fields/texts.ts';
import { treeSchema } from '../../sections/treeSpec.ts';
import { levelwiseOptions } from './levelwiseOptions.ts';

const { choice, integers, number } = fieldsOf(levelwiseOptions);

/** Sums over classes must stay finite. */
const importance = z
  .number()
  .min(0)
  .max(1e12, { error: 'must be from 0 to 1,000,000,000,000: only its share of the sum counts' });

const hierarchy = z.strictObject({
  /** `confusion`: no groups, but a full Ψ between classes (Table IV, one-level). */
  from: choice('method.hierarchy.from'),
  /** Epochs of a flat softmax before the hierarchy; part of `training.epochs`. */
  warmupEpochs: number('method.hierarchy.warmupEpochs'),
  /** Groups of each level above the classes, coarsest first; null takes `branching` or the tree's own. */
  levels: integers('method.hierarchy.levels')
    .min(1, { error: 'needs the number of groups of at least one level' })
    .nullable(),
  /** b of N_l = ceil(N_{l+1} / b), counted up from the classes. */
  branching: number('method.hierarchy.branching').nullable(),
  linkage: choice('method.hierarchy.linkage'),
  /** σ of Eq. 3: tuned to each class's neighbourhood, or one for all. */
  sigma: z.union([z.literal('self-tuned'), number('method.hierarchy.sigma')], {
    error: 'must be "self-tuned" or a number above 0',
  }),
  imported: treeSchema.nullable().default(null),
});

const levelWeights = z.union(
  [
    choice('method.levelWeights').exclude(['given']),
    z.array(z.number().min(0).max(1)).min(1).max(6),
  ],
  { error: 'must be uniform, learned, fitted, or a list of weights from 0 to 1' },
);

export const levelwiseSchema = z.strictObject({
  kind: z.literal('levelwise'),
  hierarchy,
  /** What makes class probabilities of the levels; without it, the mixture. */
  head: choice('method.head').optional(),
  /** θ, coarsest level first, the classes last. */
  levelWeights,
  /** Least θ of each level, where θ is learned or fitted. */
  levelWeightMinimum: number('method.levelWeightMinimum').default(0),
  adapt: choice('method.adapt'),
  moveBy: choice('method.moveBy'),
  nonOverlapping: z.boolean(),
  /** β_y of Eq. 4 and 6, one for all classes; null is 1/N. */
  beta: number('method.beta').nullable(),
  adaptFromEpoch: number('method.adaptFromEpoch'),
  /** Epochs in a row without a move that end adaptation; without it, adaptation never ends. */
  convergedAfter: number('method.convergedAfter').optional(),
  /** w of the loss on the images' group labels (ours); without it, 0. */
  auxiliaryWeight: number('method.auxiliaryWeight').optional(),
  /** α of Eq. 20, 21. */
  levelWeightDecay: number('method.levelWeightDecay'),
  /** SHA-256 of the network that training starts from; null starts from random weights. */
  initialFrom: sha256.nullable(),
  /** Weight of each class in the loss, in the order of the classes; null weighs all alike. */
  classImportance: z.array(importance).max(100_000).nullable(),
  /** Names of classes that are never moved. */
  pinned: z.array(className).max(100_000).default([]),
});

/**
 * The same of level-wise networks that are members of an ensemble, which decides what the classes
 * weigh in each of them; what they start from is the experiment's `start`.
 */
export const membersSchema = levelwiseSchema.omit({
  kind: true,
  initialFrom: true,
  classImportance: true,
});

export type MembersSpec = z.infer<typeof membersSchema>;

export type LevelwiseSpec = z.infer<typeof levelwiseSchema>;
export type HierarchySpec = LevelwiseSpec['hierarchy'];
