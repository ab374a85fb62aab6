/**
 * The steps of one epoch: what flat training and the level-wise mixture share. Keeps the run
 * answerable between steps (pauses, stops, interventions) and reads the loss a few times a second.
 */
import { type Batch, DivergedError, type Preparation, type StepMetrics } from '../engine/engine.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import type { MethodContext } from './context.ts';
import { learningRateOf } from './learningRate.ts';
import { LossMeter, type ReadingPace } from './lossMeter.ts';
import { preparing } from './preparing.ts';
import type { RunControl } from './runControl.ts';

/** A batch, with the position of each image in the training split. */
export interface EpochBatch extends Batch {
  readonly indices: Int32Array;
}

/** What an epoch trains. */
export interface EpochPlan {
  /** From 1. */
  readonly round: number;
  /** Seed of the order of images and of their augmentation. */
  readonly seed: number;
  /** From 1. */
  readonly epoch: number;
  /** Gets the device ready for steps on such batches. */
  readonly prepare: (
    batch: EpochBatch,
    onProgress: (preparation: Preparation) => void,
  ) => Promise<void>;
  readonly step: (batch: EpochBatch, learningRate: number) => void;
  readonly takeMetrics: () => Promise<StepMetrics>;
  /** Applies what people do to the run, after `step` steps; null where nothing can be done to it. */
  readonly intervene: ((step: number) => AsyncIterable<RunEventBody>) | null;
}

/** How often the losses of a run's round are read. */
const paces = new WeakMap<RunControl, ReadingPace & { readonly round: number }>();

/** The pace that the round's epochs before came to; a round's network may be slower than the last. */
function paceOf({ control }: MethodContext, round: number): ReadingPace {
  const held = paces.get(control);
  const pace = held?.round === round ? held : { round, steps: 1 };
  paces.set(control, pace);
  return pace;
}

/** Means over the steps of an epoch. */
export interface EpochMeans {
  /** Of the epoch's first step. */
  readonly learningRate: number;
  readonly trainLoss: number;
  readonly clampedShare: number | null;
}

/** Trains one epoch; yields progress, pauses and interventions. */
export async function* epochSteps(
  context: MethodContext,
  plan: EpochPlan,
): AsyncGenerator<RunEventBody, EpochMeans> {
  const { round, epoch } = plan;
  const { training } = context.spec;
  const { stepsPerEpoch } = context.data;
  const rateAt = (step: number) => learningRateOf(training, { epoch, step, stepsPerEpoch });
  const takeMetrics = () =>
    plan.takeMetrics().catch((error: unknown) => {
      throw placed(error, `in round ${round}, epoch ${epoch}`, meter.stepsRead);
    });
  const meter: LossMeter = new LossMeter(takeMetrics, training.batchSize, paceOf(context, round));
  let step = 0;
  for await (const drawn of context.data.trainBatches(plan.seed, round, epoch)) {
    const { images, labels, indices } = drawn;
    const batch = { images, labels, indices };
    if (step === 0) {
      const began = performance.now();
      yield* preparing((onProgress) => plan.prepare(batch, onProgress));
      meter.skipSince(began);
    }
    if (context.control.isPaused) yield* paused(context, plan, meter, step);
    if (plan.intervene) yield* plan.intervene(step);
    await context.control.yieldIfDue();
    plan.step(batch, rateAt(step));
    step++;
    const reading = await meter.afterStep();
    if (reading) yield { type: 'progress', round, epoch, step, ...reading };
  }
  return { learningRate: rateAt(0), ...(await meter.ofEpoch()) };
}

/** An error of the device; of one that diverged, with the place and the step of the epoch. */
function placed(error: unknown, where: string, stepsBefore: number): unknown {
  if (!(error instanceof DivergedError) || error.divergence.step === null) return error;
  const step = stepsBefore + error.divergence.step;
  const what = `the loss of step ${step}`;
  return new DivergedError({ ...error.divergence, what, step }, where);
}

async function* paused(
  context: MethodContext,
  { intervene }: EpochPlan,
  meter: LossMeter,
  step: number,
): AsyncGenerator<RunEventBody> {
  const pausedAt = performance.now();
  yield { type: 'run-paused' };
  if (intervene === null) await context.control.waitWhilePaused();
  else yield* waitAnswering(context, () => intervene(step));
  meter.skipSince(pausedAt);
  yield { type: 'run-resumed' };
}

/** Waits until the run is resumed, applying interventions as they come. */
async function* waitAnswering(
  { control, interventions }: MethodContext,
  intervene: () => AsyncIterable<RunEventBody>,
): AsyncGenerator<RunEventBody> {
  let isResumed = false;
  const resumed = control.waitWhilePaused().then(() => {
    isResumed = true;
  });
  while (!isResumed) {
    await Promise.race([resumed, interventions.whenAny()]);
    yield* intervene();
  }
}
