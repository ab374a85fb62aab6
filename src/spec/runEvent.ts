/**
 * RunEvent: what a run is made of. A log is these, one JSON object a line, numbered from 0.
 * Everything the page shows is a fold over a prefix of a log (see runState.ts).
 *
 * Arrays over classes are in the order of `dataset.classes`; errors and accuracies are in [0, 1].
 */
import { z } from 'zod';
import { experimentSpecSchema } from './experimentSpec.ts';

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
]);

export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventType = RunEvent['type'];
/** The event of one type, as in `EventOf<'epoch-finished'>`. */
export type EventOf<Type extends RunEventType> = Extract<RunEvent, { type: Type }>;

type WithoutStamp<Event> = Event extends unknown ? Omit<Event, 'runId' | 'seq' | 'at'> : never;
/** What a method or the runner has to say, before the runner stamps run, number and time on it. */
export type RunEventBody = WithoutStamp<RunEvent>;

export type DatasetSummary = z.infer<typeof datasetSummary>;
export type DeviceInfo = z.infer<typeof device>;
export type TopErrorsBySplit = z.infer<typeof topErrorsBySplit>;
export type AccuracyBySplit = z.infer<typeof accuracyBySplit>;
