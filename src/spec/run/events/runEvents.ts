/** What every run tells: its rounds and epochs, how far it is, and how it ends. */
import { z } from 'zod';
import { experimentSpecSchema } from '../../experimentSpec.ts';
import { complementary } from '../../methods/complementary.ts';
import { deviceSchema } from '../../sections/device.ts';
import { longestClassName } from '../../units.ts';
import {
  accuracyBySplit,
  count,
  counts,
  finite,
  finites,
  hash,
  importances,
  label,
  meanShare,
  nonnegative,
  ordinalNumber,
  seconds,
  share,
  split,
  topErrorsBySplit,
  words,
} from './eventFields.ts';

const datasetSummary = z.strictObject({
  name: label,
  hash,
  classes: z.array(z.string().max(longestClassName)).max(1_000_000),
  shape: z.strictObject({ height: count, width: count, channels: count }),
  /** Images in each split, after the validation images were held out. */
  counts: z.strictObject({ train: count, validation: count, test: count }),
  /** Images of each class in each split. */
  classCounts: z.strictObject({
    train: counts,
    validation: counts,
    test: counts,
  }),
});

const device = z.strictObject({
  kind: deviceSchema.exclude(['auto']),
  /** Name of the graphics adapter, or of what computes; free text. */
  adapter: label,
  /** True for a software adapter, which is only used when chosen. */
  isFallback: z.boolean(),
});

/** What one network's errors imply (Eq. 4 to 8). */
const outcome = {
  /** ε_t(l) by Eq. 4. */
  softErrors: z.array(meanShare),
  /** Share of class l misclassified. */
  hardErrors: z.array(share),
  /** ε_t (Eq. 5), from the errors that the method is set to use. */
  weightedError: meanShare,
  /** γ_t (Eq. 8); null for methods whose networks all vote alike. */
  gamma: share.nullable(),
  gammaClamped: z.boolean(),
  /**
   * ϕ_{t+1}, normalised: what the next round would train with (Eq. 6, 7); null for methods that
   * leave every class equally important.
   */
  importanceNext: importances.nullable(),
};

const alwaysHard = z.strictObject({
  /** ρ: share of classes whose smallest error over the rounds exceeds 1/(2μ). */
  share,
  classes: counts,
});

export const runBodies = [
  z.strictObject({
    type: z.literal('run-started'),
    espalier: label,
    spec: experimentSpecSchema,
    specHash: hash,
    dataset: datasetSummary,
    device,
    stepsPerEpoch: count,
  }),
  /** What a run makes of validation images that the files of its data set bring. */
  z.strictObject({
    type: z.literal('validation-brought'),
    use: z.enum(['validation', 'training']),
    /** Images of each class, as the files have them. */
    counts,
  }),
  z.strictObject({
    type: z.literal('round-started'),
    round: ordinalNumber,
    /** Trainable parameters of this round's network. */
    parameters: count,
    /** ϕ_t, normalised: sums to 1. */
    classImportance: importances,
  }),
  /** The device gets ready for the steps of a round, for instance by compiling shaders. */
  z.strictObject({ type: z.literal('device-preparing'), done: count, total: count }),
  /** What a person should know of how the device runs the steps. */
  z.strictObject({ type: z.literal('device-note'), note: words }),
  z.strictObject({
    type: z.literal('progress'),
    round: ordinalNumber,
    epoch: ordinalNumber,
    /** Steps done in this epoch. */
    step: count,
    /** Mean training loss since the last progress event; null before the first reading. */
    trainLoss: finite.nullable(),
    imagesPerSecond: nonnegative,
  }),
  z.strictObject({
    type: z.literal('epoch-finished'),
    round: ordinalNumber,
    epoch: ordinalNumber,
    learningRate: nonnegative,
    /** Mean of the objective over the epoch's steps. */
    trainLoss: finite,
    /** Share of log-probabilities held by the clamp of the margin objective; null elsewhere. */
    clampedShare: meanShare.nullable(),
    /** Top-1 errors of this network. */
    errors: z.partialRecord(split, share),
    /** The same and those beyond; logs of the first version have none. */
    topErrors: topErrorsBySplit.default({}),
    classAccuracy: accuracyBySplit,
    /** What would follow if the round ended now; null for methods without importance. */
    forecast: z
      .strictObject({
        ...outcome,
        /** Images it was measured on: a fixed sample, except after the last epoch. */
        images: count,
      })
      .nullable(),
    seconds,
  }),
  z.strictObject({
    type: z.literal('round-finished'),
    round: ordinalNumber,
    errorsFrom: complementary.schema.shape.errorsFrom,
    ...outcome,
    /** ln(1/γ_t) (Eq. 9), not normalised; 1 where every network counts the same. */
    voteWeight: nonnegative,
    topErrors: topErrorsBySplit,
    classAccuracy: accuracyBySplit,
    /** The vote of the networks so far (Eq. 9). */
    ensemble: z.strictObject({ topErrors: topErrorsBySplit, classAccuracy: accuracyBySplit }),
    /** Class predicted for each test image by this network, and by the ensemble so far. */
    predictions: z.strictObject({ network: counts, ensemble: counts }),
    /** The largest probabilities of some test images; null where the method tells none. */
    topPredictions: z
      .strictObject({
        /** Test images, by index. */
        images: counts,
        /** Classes an image. */
        ranks: count,
        /** images × ranks, the most probable first. */
        classes: counts,
        probabilities: z.array(meanShare),
      })
      .nullable()
      .default(null),
    /** SHA-256 of the trained network, by which another run can start from it; null if not kept. */
    networkHash: hash.nullable().default(null),
    /** Always-hard classes so far; null for methods without importance. */
    alwaysHard: z.strictObject({ soft: alwaysHard, hard: alwaysHard }).nullable(),
    /** Eq. 16's bound on ρ, or why there is none. */
    bound: z.strictObject({ value: nonnegative.nullable(), note: words.nullable() }),
    seconds,
  }),
  /** What the classes weigh after an epoch, where the objective changes it; before its epoch-finished. */
  z.strictObject({
    type: z.literal('classes-weighed'),
    round: ordinalNumber,
    epoch: ordinalNumber,
    /** One a class; their mean is 1. */
    weights: importances,
  }),
  /** What a round's errors make of the weights of single images; stands before its round-finished. */
  z.strictObject({
    type: z.literal('images-weighed'),
    round: ordinalNumber,
    /** Whether the network was no better than chance: it has no vote, and all images weigh 1 again. */
    isReset: z.boolean(),
    /** Whether its error was so small that it had to be held at its least value. */
    isHeld: z.boolean(),
    /** 1 / Σ w² of the weights that the next round trains with: all images where they are alike. */
    effectiveImages: nonnegative,
  }),
  /** The run goes on from its last checkpoint; what was told after that is told anew. */
  z.strictObject({
    type: z.literal('run-restored'),
    espalier: label,
    device,
    /** Whether it goes on on another kind of device, so that its digest is none of either. */
    onOtherDevice: z.boolean(),
  }),
  z.strictObject({ type: z.literal('run-paused') }),
  z.strictObject({ type: z.literal('run-resumed') }),
  z.strictObject({
    type: z.literal('run-finished'),
    /** Whether all rounds were trained, or the target accuracy was reached before. */
    reason: z.enum(['rounds', 'target']),
    /** Hash of all that a repeat must reproduce (see digest.ts). */
    digest: hash,
    seconds,
  }),
  z.strictObject({ type: z.literal('run-stopped'), seconds }),
  z.strictObject({
    type: z.literal('run-failed'),
    message: words,
    remedy: words,
  }),
  /** Where the classes lie in feature space. */
  z.strictObject({
    type: z.literal('class-geometry'),
    epoch: ordinalNumber,
    /** Principal components kept of the class means. */
    dimensions: count,
    /** Share of the means' variance that these hold. */
    varianceKept: meanShare,
    /** Mean feature of each class in these components, N × dimensions, the largest first. */
    means: finites,
    /** Root mean square distance of a class's images to their mean, in all dimensions. */
    spreads: importances,
  }),
] as const;

export type DatasetSummary = z.infer<typeof datasetSummary>;
export type DeviceInfo = z.infer<typeof device>;
