/** What only a level-wise run tells: its hierarchy, its levels, and how classes move. */
import { z } from 'zod';
import { levelwiseSchema } from '../../methods/levelwise/levelwiseSchema.ts';
import {
  count,
  counts,
  finite,
  finites,
  meanShare,
  nonnegative,
  ordinalNumber,
  share,
  split,
  words,
} from './eventFields.ts';

/**
 * Ψ of one level (Eq. 6), before any pruning, N_l × N: `base` is each row's value where nothing
 * else is said; entry k is `values[k]` at group `groups[k]`, class `classes[k]`, where `counts[k]`
 * (Ω) images of the class are.
 */
const sparseAssignment = z.strictObject({
  base: finites,
  groups: counts,
  classes: counts,
  counts,
  values: finites,
});

/** One value per level, coarsest first, the classes last. */
const perLevel = z.array(meanShare).max(1000);

/** A level above the classes as it stands. */
const levelState = z.strictObject({
  /** The group of each class. */
  groupOf: counts,
  assignment: sparseAssignment,
});

export const levelwiseBodies = [
  /** The hierarchy before adaptation, built after `epoch` epochs. */
  z.strictObject({
    type: z.literal('hierarchy-built'),
    epoch: ordinalNumber,
    from: levelwiseSchema.shape.hierarchy.shape.from,
    /** Levels above the classes, coarsest first; none for `confusion`. */
    levels: z.array(
      z.strictObject({
        groupCount: count,
        /** Names of the groups where labels or the file give them. */
        names: z.array(words).nullable(),
        ...levelState.shape,
      }),
    ),
    /** Ψ between classes, for `confusion`; null where the classes' level is the identity. */
    classAssignment: sparseAssignment.nullable(),
    /** The data set's finest coarse label of each class, with names; null where it has none. */
    coarseLabels: z.strictObject({ names: z.array(words), groupOf: counts }).nullable(),
    /** β_y, one for all classes. */
    beta: nonnegative,
    /** What was decided or deserves attention, for people. */
    notes: z.array(words).max(10_000),
  }),
  /** Group labels were sampled anew, Ψ re-estimated, and the mixture measured. */
  z.strictObject({
    type: z.literal('levels-measured'),
    epoch: ordinalNumber,
    /** False while Ψ stays as it was built, and once adaptation has ended. */
    isAdapting: z.boolean(),
    /** θ as used in measuring; none for a product along the path. */
    levelWeights: perLevel,
    /** Mean of r_l over the epoch's training images; of a product along the path, each level's part of the loss. */
    levelShares: perLevel,
    /** Share of images whose group each level's own softmax got right. */
    levelAccuracy: z.partialRecord(split, perLevel),
    levels: z.array(levelState),
    /**
     * Share of all images whose error enters at each level: the coarsest at which predicted and
     * true class lie in different groups. Sums to the top-1 error.
     */
    errorEntry: z.partialRecord(split, perLevel),
    /**
     * Mean tree distance between predicted and true class over the mistakes, in levels up to their
     * common group, from 1; in a tree that stays the same all run long. Null without mistakes.
     */
    severity: z.partialRecord(split, nonnegative.nullable()),
    /**
     * Agreement of each level above the classes with the coarse labels (adjusted Rand index); null
     * without labels.
     */
    coarseAgreement: z.array(z.number().min(-1).max(1.001)).max(1000).nullable(),
    /**
     * Share of the epoch's images whose sampled group is not their class's group, at each level
     * above the classes; null while Ψ stays as it was built.
     */
    strayShare: perLevel.nullable(),
  }),
  /** A class went to another group at the end of an epoch (Table II). */
  z.strictObject({
    type: z.literal('class-moved'),
    epoch: ordinalNumber,
    level: count,
    class: count,
    from: count,
    to: count,
    /** Ψ of group `to` for the class, at the last update and now. */
    before: finite,
    after: finite,
    /** The same of group `from`. */
    fromBefore: finite,
    fromAfter: finite,
  }),
  /** Ψ between classes was re-estimated, at the end of an epoch (Table IV, one-level, sampled). */
  z.strictObject({
    type: z.literal('class-assignment-measured'),
    epoch: ordinalNumber,
    /** Rows groups of one class each, columns true classes. */
    assignment: sparseAssignment,
  }),
  /** No class has moved for so many epochs in a row: groups, Ω and Ψ stay from here on (ours). */
  z.strictObject({
    type: z.literal('adaptation-ended'),
    epoch: ordinalNumber,
    quietEpochs: count,
  }),
  /** A person holds a class where it is, or lets it go. */
  z.strictObject({
    type: z.literal('class-pinned'),
    epoch: ordinalNumber,
    step: count,
    class: count,
    pinned: z.boolean(),
  }),
  /** A person put a class back where it came from; it is pinned there. */
  z.strictObject({
    type: z.literal('move-undone'),
    epoch: ordinalNumber,
    step: count,
    level: count,
    class: count,
    from: count,
    to: count,
  }),
  /** Top-down inference beside the full mixture, on test images (or validation, or training). */
  z.strictObject({
    type: z.literal('top-down-measured'),
    split,
    images: count,
    /** First the full mixture, with `groupsKept` null. */
    rows: z.array(
      z.strictObject({
        /** Best groups kept at each level. */
        groupsKept: count.nullable(),
        accuracy: share,
        /** Mean dot products of features with classifier weights, per image. */
        dotProducts: nonnegative,
        /** Mean time of an image, on one thread, the features given. */
        milliseconds: nonnegative,
      }),
    ),
  }),
] as const;

/** Ψ of one level as a log holds it. */
export type SparseAssignment = z.infer<typeof sparseAssignment>;
export type LevelState = z.infer<typeof levelState>;
