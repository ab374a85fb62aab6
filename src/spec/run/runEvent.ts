/**
 * RunEvent: what a run is made of. A log is these, one JSON object a line, numbered from 0.
 * Everything the page shows is a fold over a prefix of a log (see runState.ts).
 *
 * Arrays over classes are in the order of `dataset.classes`; errors and accuracies are in [0, 1].
 */
import { z } from 'zod';
import { experimentSpecSchema } from '../experimentSpec.ts';

const count = z.int().nonnegative();
const perClass = z.array(z.number().nullable());
const split = z.enum(['train', 'validation', 'test']);
/** Top-k errors by k, as far as there are classes: `{ "1": 0.12, "2": 0.07 }`. */
const topErrors = z.record(z.string(), z.number());
const topErrorsBySplit = z.partialRecord(split, topErrors);
/** Share of each class's images classified rightly; null for a class without images. */
const accuracyBySplit = z.partialRecord(split, perClass);

const datasetSummary = z.strictObject({
  name: z.string(),
  hash: z.string(),
  classes: z.array(z.string()),
  shape: z.strictObject({ height: count, width: count, channels: count }),
  /** Images in each split, after the validation images were held out. */
  counts: z.strictObject({ train: count, validation: count, test: count }),
  /** Images of each class in each split. */
  classCounts: z.strictObject({
    train: z.array(count),
    validation: z.array(count),
    test: z.array(count),
  }),
});

const device = z.strictObject({
  kind: z.enum(['webgpu', 'wasm', 'webgl', 'cpu']),
  /** Name of the graphics adapter, or of what computes; free text. */
  adapter: z.string(),
  /** True for a software adapter, which is only used when chosen. */
  isFallback: z.boolean(),
});

/** What one network's errors imply (Eq. 4 to 8). */
const outcome = {
  /** ε_t(l) by Eq. 4. */
  softErrors: z.array(z.number()),
  /** Share of class l misclassified. */
  hardErrors: z.array(z.number()),
  /** ε_t (Eq. 5), from the errors that the method is set to use. */
  weightedError: z.number(),
  /** γ_t (Eq. 8); null for methods whose networks all vote alike. */
  gamma: z.number().nullable(),
  gammaClamped: z.boolean(),
  /**
   * ϕ_{t+1}, normalised: what the next round would train with (Eq. 6, 7); null for methods that
   * leave every class equally important.
   */
  importanceNext: z.array(z.number()).nullable(),
};

const alwaysHard = z.strictObject({
  /** ρ: share of classes whose smallest error over the rounds exceeds 1/(2μ). */
  share: z.number(),
  classes: z.array(count),
});

/**
 * Ψ of one level (Eq. 6), before any pruning, N_l × N: `base` is each row's value where nothing
 * else is said; entry k is `values[k]` at group `groups[k]`, class `classes[k]`, where `counts[k]`
 * (Ω) images of the class are.
 */
const sparseAssignment = z.strictObject({
  base: z.array(z.number()),
  groups: z.array(count),
  classes: z.array(count),
  counts: z.array(count),
  values: z.array(z.number()),
});

/** One value per level, coarsest first, the classes last. */
const perLevel = z.array(z.number());

/** A level above the classes as it stands. */
const levelState = z.strictObject({
  /** The group of each class. */
  groupOf: z.array(count),
  assignment: sparseAssignment,
});

const levelwiseBodies = [
  /** The hierarchy before adaptation, built after `epoch` epochs. */
  z.strictObject({
    type: z.literal('hierarchy-built'),
    epoch: count,
    from: z.enum(['features', 'labels', 'import', 'confusion']),
    /** Levels above the classes, coarsest first; none for `confusion`. */
    levels: z.array(
      z.strictObject({
        groupCount: count,
        /** Names of the groups where labels or the file give them. */
        names: z.array(z.string()).nullable(),
        ...levelState.shape,
      }),
    ),
    /** Ψ between classes, for `confusion`; null where the classes' level is the identity. */
    classAssignment: sparseAssignment.nullable(),
    /** The data set's finest coarse label of each class, with names; null where it has none. */
    coarseLabels: z
      .strictObject({ names: z.array(z.string()), groupOf: z.array(count) })
      .nullable(),
    /** β_y, one for all classes. */
    beta: z.number(),
    /** What was decided or deserves attention, for people. */
    notes: z.array(z.string()),
  }),
  /** Group labels were sampled anew, Ψ re-estimated, and the mixture measured. */
  z.strictObject({
    type: z.literal('levels-measured'),
    epoch: count,
    /** False while Ψ stays as it was built. */
    isAdapting: z.boolean(),
    /** θ as used in measuring. */
    levelWeights: perLevel,
    /** Mean of r_l over the epoch's training images. */
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
    severity: z.partialRecord(split, z.number().nullable()),
    /**
     * Agreement of each level above the classes with the coarse labels (adjusted Rand index); null
     * without labels.
     */
    coarseAgreement: perLevel.nullable(),
    /**
     * Share of the epoch's images whose sampled group is not their class's group, at each level
     * above the classes; null while Ψ stays as it was built.
     */
    strayShare: perLevel.nullable(),
  }),
  /** A class went to another group at the end of an epoch (Table II). */
  z.strictObject({
    type: z.literal('class-moved'),
    epoch: count,
    level: count,
    class: count,
    from: count,
    to: count,
    /** Ψ of group `to` for the class, at the last update and now. */
    before: z.number(),
    after: z.number(),
    /** The same of group `from`. */
    fromBefore: z.number(),
    fromAfter: z.number(),
  }),
  /** A person holds a class where it is, or lets it go. */
  z.strictObject({
    type: z.literal('class-pinned'),
    epoch: count,
    step: count,
    class: count,
    pinned: z.boolean(),
  }),
  /** A person put a class back where it came from; it is pinned there. */
  z.strictObject({
    type: z.literal('move-undone'),
    epoch: count,
    step: count,
    level: count,
    class: count,
    from: count,
    to: count,
  }),
  /** Where the classes lie in feature space. */
  z.strictObject({
    type: z.literal('class-geometry'),
    epoch: count,
    /** Principal components kept of the class means. */
    dimensions: count,
    /** Share of the means' variance that these hold. */
    varianceKept: z.number(),
    /** Mean feature of each class in these components, N × dimensions, the largest first. */
    means: z.array(z.number()),
    /** Root mean square distance of a class's images to their mean, in all dimensions. */
    spreads: z.array(z.number()),
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
        accuracy: z.number(),
        /** Mean dot products of features with classifier weights, per image. */
        dotProducts: z.number(),
        /** Mean time of an image, on one thread, the features given. */
        milliseconds: z.number(),
      }),
    ),
  }),
] as const;

const bodies = [
  z.strictObject({
    type: z.literal('run-started'),
    espalier: z.string(),
    spec: experimentSpecSchema,
    specHash: z.string(),
    dataset: datasetSummary,
    device,
    stepsPerEpoch: count,
  }),
  z.strictObject({
    type: z.literal('round-started'),
    round: count,
    /** Trainable parameters of this round's network. */
    parameters: count,
    /** ϕ_t, normalised: sums to 1. */
    classImportance: z.array(z.number()),
  }),
  /** The device gets ready for the steps of a round, for instance by compiling shaders. */
  z.strictObject({ type: z.literal('device-preparing'), done: count, total: count }),
  /** What a person should know of how the device runs the steps. */
  z.strictObject({ type: z.literal('device-note'), note: z.string() }),
  z.strictObject({
    type: z.literal('progress'),
    round: count,
    epoch: count,
    /** Steps done in this epoch. */
    step: count,
    /** Mean training loss since the last progress event; null before the first reading. */
    trainLoss: z.number().nullable(),
    imagesPerSecond: z.number(),
  }),
  z.strictObject({
    type: z.literal('epoch-finished'),
    round: count,
    epoch: count,
    learningRate: z.number(),
    /** Mean of the objective over the epoch's steps. */
    trainLoss: z.number(),
    /** Share of log-probabilities held by the clamp of the margin objective; null elsewhere. */
    clampedShare: z.number().nullable(),
    /** Top-1 errors of this network. */
    errors: z.partialRecord(split, z.number()),
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
    seconds: z.number(),
  }),
  z.strictObject({
    type: z.literal('round-finished'),
    round: count,
    errorsFrom: z.enum(['train', 'validation']),
    ...outcome,
    /** ln(1/γ_t) (Eq. 9), not normalised; 1 where every network counts the same. */
    voteWeight: z.number(),
    topErrors: topErrorsBySplit,
    classAccuracy: accuracyBySplit,
    /** The vote of the networks so far (Eq. 9). */
    ensemble: z.strictObject({ topErrors: topErrorsBySplit, classAccuracy: accuracyBySplit }),
    /** Class predicted for each test image by this network, and by the ensemble so far. */
    predictions: z.strictObject({ network: z.array(count), ensemble: z.array(count) }),
    /** The largest probabilities of some test images; null where the method tells none. */
    topPredictions: z
      .strictObject({
        /** Test images, by index. */
        images: z.array(count),
        /** Classes an image. */
        ranks: count,
        /** images × ranks, the most probable first. */
        classes: z.array(count),
        probabilities: z.array(z.number()),
      })
      .nullable()
      .default(null),
    /** SHA-256 of the trained network, by which another run can start from it; null if not kept. */
    networkHash: z.string().nullable().default(null),
    /** Always-hard classes so far; null for methods without importance. */
    alwaysHard: z.strictObject({ soft: alwaysHard, hard: alwaysHard }).nullable(),
    /** Eq. 16's bound on ρ, or why there is none. */
    bound: z.strictObject({ value: z.number().nullable(), note: z.string().nullable() }),
    seconds: z.number(),
  }),
  z.strictObject({ type: z.literal('run-paused') }),
  z.strictObject({ type: z.literal('run-resumed') }),
  z.strictObject({
    type: z.literal('run-finished'),
    /** Whether all rounds were trained, or the target accuracy was reached before. */
    reason: z.enum(['rounds', 'target']),
    /** Hash of all that a repeat must reproduce (see digest.ts). */
    digest: z.string(),
    seconds: z.number(),
  }),
  z.strictObject({ type: z.literal('run-stopped'), seconds: z.number() }),
  z.strictObject({
    type: z.literal('run-failed'),
    message: z.string(),
    remedy: z.string(),
  }),
  ...levelwiseBodies,
] as const;

const stamp = { runId: z.string().max(64), seq: count, at: z.number() };

function stamped<Shape extends z.core.$ZodShape>(body: z.ZodObject<Shape, z.core.$strict>) {
  return z.strictObject({ ...body.shape, ...stamp });
}

/** One line of a log. */
export const runEventSchema = z.discriminatedUnion('type', [
  stamped(bodies[0]),
  stamped(bodies[1]),
  stamped(bodies[2]),
  stamped(bodies[3]),
  stamped(bodies[4]),
  stamped(bodies[5]),
  stamped(bodies[6]),
  stamped(bodies[7]),
  stamped(bodies[8]),
  stamped(bodies[9]),
  stamped(bodies[10]),
  stamped(bodies[11]),
  stamped(bodies[12]),
  stamped(bodies[13]),
  stamped(bodies[14]),
  stamped(bodies[15]),
  stamped(bodies[16]),
  stamped(bodies[17]),
  stamped(bodies[18]),
]);

export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventType = RunEvent['type'];
/** The event of one type, as in `EventOf<'epoch-finished'>`. */
export type EventOf<Type extends RunEventType> = Extract<RunEvent, { type: Type }>;

type WithoutStamp<Event> = Event extends unknown ? Omit<Event, 'runId' | 'seq' | 'at'> : never;
/** What a method or the runner has to say, before the runner stamps run, number and time on it. */
export type RunEventBody = WithoutStamp<RunEvent>;

export type DatasetSummary = z.infer<typeof datasetSummary>;
/** Ψ of one level as a log holds it. */
export type SparseAssignment = z.infer<typeof sparseAssignment>;
export type LevelState = z.infer<typeof levelState>;
export type DeviceInfo = z.infer<typeof device>;
export type TopErrorsBySplit = z.infer<typeof topErrorsBySplit>;
export type AccuracyBySplit = z.infer<typeof accuracyBySplit>;
