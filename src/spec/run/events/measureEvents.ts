/** What is measured of a network and of the vote at a round's end, beyond errors. */
import { z } from 'zod';
import {
  count,
  counts,
  meanShare,
  nonnegative,
  ordinalNumber,
  perClass,
  share,
  split,
  words,
} from './eventFields.ts';

const calibration = z.strictObject({
  /** Expected calibration error over bins of equal width; null without images. */
  ece: meanShare.nullable(),
  /** Reliability diagram, the least sure images first; means are null in an empty bin. */
  bins: z
    .array(
      z.strictObject({
        images: count,
        confidence: meanShare.nullable(),
        accuracy: share.nullable(),
      }),
    )
    .max(1000),
  /** Mean confidence of the images read rightly, and wrongly; null without any. */
  rightConfidence: meanShare.nullable(),
  wrongConfidence: meanShare.nullable(),
});

/** A classifier on the images of the split that it is measured on. */
const measures = z.strictObject({
  /** Mean accuracy of the hardest fifth of the classes (rounded up), ranked on another split. */
  hardestFifth: share.nullable(),
  /** Those classes, the hardest first. */
  hardestClasses: counts,
  /** The same of the easier half (rounded down). */
  easierHalf: share.nullable(),
  /** Accuracy of the class with the least, and its index. */
  worstClass: share.nullable(),
  worstClassIndex: count.nullable(),
  /** Harmonic mean of the classes' accuracies. */
  harmonicMeanRecall: share.nullable(),
  calibration,
  /** Mean height of the lowest common ancestor over the mistakes; null without mistakes or a tree. */
  severity: nonnegative.nullable(),
  /**
   * The same images read as the class of least conditional risk in the tree, in place of the most
   * probable one: top-1 error, and severity. Null without a tree, and in logs of older versions.
   */
  leastRisk: z
    .strictObject({ error: share, severity: nonnegative.nullable() })
    .nullable()
    .default(null),
});

/** Confidence of each test image, to three places. */
const confidences = z.array(meanShare).max(100_000_000);

/** More levels than a tree over classes is taken with. */
const mostLevels = 1000;

export const measureBodies = [
  /** The tree over classes from a file that distances are measured in, after `run-started`. */
  z.strictObject({
    type: z.literal('class-tree'),
    /** Levels above the classes, coarsest first, nested. */
    levels: z
      .array(z.strictObject({ groupCount: count, names: z.array(words), groupOf: counts }))
      .max(mostLevels),
  }),
  /** After `round-finished`; logs of older versions have none. */
  z.strictObject({
    type: z.literal('round-measured'),
    round: ordinalNumber,
    /** The split that all of this is measured on: test where there is one. */
    split,
    /** The split that classes are ranked on: validation where there is one. */
    rankedOn: split,
    /** The tree that severity is measured in; null where there is none. */
    severityTree: z.enum(['coarse-labels', 'hierarchy', 'file']).nullable(),
    network: measures.extend({
      /** Separability of the classes in the network's features; null where it was not measured. */
      separability: nonnegative.nullable(),
      /**
       * Share of each class's images that the vote before this network read wrongly and this network
       * reads rightly; null for the first network.
       */
      rescued: perClass.nullable(),
    }),
    ensemble: measures.extend({
      /** Share of the test images that two networks read differently, over all pairs of them. */
      disagreement: share.nullable(),
    }),
    /** The probability of the class read, of each test image. */
    confidences: z.strictObject({ network: confidences, ensemble: confidences }),
  }),
] as const;

export type Measures = z.infer<typeof measures>;
