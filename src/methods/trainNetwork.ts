/**
 * Training one network for all its epochs: what every sequential method does in a round. Methods
 * differ in the weights they give and in what they make of the trained network.
 */
import type { ObjectiveWeights } from '../algorithms/complementary/objectiveWeights.ts';
import {
  type Batch,
  DivergedError,
  firstNotFinite,
  type Objective,
  type Trainer,
  type TrainerSnapshot,
} from '../engine/engine.ts';
import { isGivenRound, networkOfRound } from '../spec/experimentSpec.ts';
import { type CheckpointTensors, tensorsUnder, withPrefix } from '../spec/run/checkpoint.ts';
import type { EventOf, RunEventBody } from '../spec/run/runEvent.ts';
import type { MethodContext, SplitOutputs } from './context.ts';
import { type EpochBatch, epochSteps } from './epochSteps.ts';
import { epochFacts, predictSets } from './evaluate.ts';
import { measuredSeparability } from './roundMeasures.ts';
import { startFrom } from './startFrom.ts';

type Forecast = EventOf<'epoch-finished'>['forecast'];

/** What one round trains with. */
export interface RoundPlan {
  /** From 1. */
  readonly round: number;
  /** Seed of the initial weights and of the order of images. */
  readonly seed: number;
  readonly objective: Objective;
  readonly weights: ObjectiveWeights;
  /** What each training image weighs beside its class; absent where all weigh 1. */
  readonly imageWeights?: Float64Array;
  /** ϕ_t as it is shown: sums to 1. */
  readonly classImportance: Float64Array;
  /** An equal network that this one goes on from; absent or null for a fresh start. */
  readonly startFrom?: TrainerSnapshot | null;
  /** What would follow from these outputs if the round ended now. */
  readonly forecast: (outputs: SplitOutputs) => Forecast;
  /** What else is told of the network at the end of its last epoch; null for nothing. */
  readonly describe: ((trainer: Trainer) => Promise<readonly RunEventBody[]>) | null;
  /**
   * Changes the weights of the classes after each epoch, and returns them; absent where they stay.
   * A run that goes on must be given those told last.
   */
  readonly refresh?: (trainer: Trainer, outputs: SplitOutputs) => Promise<Float64Array>;
  /** What the rounds before this one left, for checkpoints. */
  readonly finishedRounds: () => CheckpointTensors;
}

/** What a trained network says about every image of every split. */
export interface TrainedRound {
  readonly outputs: SplitOutputs;
  readonly networkHash: string | null;
  /** The network, and what its optimiser remembers. */
  readonly snapshot: TrainerSnapshot;
  /** How far apart the classes lie in its features; null where that cannot be told. */
  readonly separability: number | null;
  readonly seconds: number;
}

/** Trains the network of a round, unless it is given, and frees it; yields what happens. */
export async function* trainNetwork(
  context: MethodContext,
  plan: RoundPlan,
): AsyncGenerator<RunEventBody, TrainedRound> {
  const started = performance.now();
  const trainer = createFlatTrainer(context, plan);
  try {
    const done = resumeFlat(context, plan.round, trainer);
    if (done === 0) {
      if (plan.startFrom) trainer.load(plan.startFrom);
      yield roundStarted(plan, trainer);
    }
    const before = context.trainedBefore?.get(plan.round);
    if (before !== undefined) trainer.loadMatching(before, { classifier: true });
    const isTrained = before === undefined && !isGivenRound(context.spec, plan.round);
    const epochs = isTrained ? context.spec.training.epochs : 0;
    // A checkpoint after the last epoch lacks only what that epoch's figures were measured on.
    let outputs = done === epochs ? await predictSets(context, trainer, context.data.whole) : {};
    for (let epoch = done + 1; epoch <= epochs; epoch++) {
      outputs = yield* flatEpoch(context, plan, trainer, epoch);
      await keepFlat(context, plan, trainer, epoch);
    }
    context.onOutputs(plan.round, outputs);
    const snapshot = await trainer.save();
    const networkHash = context.keepNetwork(plan.round, snapshot);
    const separability = await measuredSeparability(context, trainer);
    const seconds = (performance.now() - started) / 1000;
    return { outputs, networkHash, snapshot, separability, seconds };
  } finally {
    trainer.dispose();
  }
}

/**
 * Puts back the network of the checkpoint that the run goes on from, if it is of this round.
 * @returns the epochs that are finished; 0 where the network starts afresh.
 */
export function resumeFlat({ resumption }: MethodContext, round: number, trainer: Trainer): number {
  if (resumption === null) return 0;
  const { checkpoint } = resumption;
  if (checkpoint.round !== round || checkpoint.epoch === 0) return 0;
  trainer.load(snapshotIn(checkpoint.tensors));
  return checkpoint.epoch;
}

/** The trainer's own part of a checkpoint. */
export function snapshotIn(tensors: CheckpointTensors): TrainerSnapshot {
  return { tensors: tensorsUnder(tensors, 'trainer') as TrainerSnapshot['tensors'] };
}

/**
 * A trainer's part of a checkpoint. @throws DivergedError where a number is not finite: a run cannot go
 * on from there, and the checkpoint before is the last that is worth keeping.
 */
export async function snapshotOf(trainer: Pick<Trainer, 'save'>): Promise<CheckpointTensors> {
  const { tensors } = await trainer.save();
  const tensor = firstNotFinite(tensors);
  if (tensor !== null) throw new DivergedError({ what: 'a weight', step: null, tensor });
  return withPrefix(tensors, 'trainer');
}

/** Keeps a checkpoint after an epoch, where any are kept. */
export async function keepFlat(
  { keepCheckpoint }: MethodContext,
  { round, finishedRounds }: Pick<RoundPlan, 'round' | 'finishedRounds'>,
  trainer: Trainer,
  epoch: number,
): Promise<void> {
  if (keepCheckpoint === null) return;
  const tensors = await snapshotOf(trainer);
  await keepCheckpoint({ round, epoch, tensors, finishedRounds: finishedRounds() });
}

type TrainerPlan = Pick<RoundPlan, 'round' | 'seed' | 'objective' | 'weights'>;

/** A network with one softmax over the classes, freshly initialised, with the plan's weights. */
export function createFlatTrainer(context: MethodContext, plan: TrainerPlan): Trainer {
  const { spec, data } = context;
  const trainer = context.createTrainer({
    network: networkOfRound(spec, plan.round),
    shape: data.shape,
    classCount: data.classes.length,
    objective: plan.objective,
    training: spec.training,
    seed: plan.seed,
    round: plan.round,
  });
  trainer.setClassWeights(plan.weights.own, plan.weights.wrong ?? undefined);
  if (spec.start?.as === 'weights' || isGivenRound(spec, plan.round)) startFrom(context, trainer);
  return trainer;
}

/** The event that a round begins with. */
export function roundStarted(
  { round, classImportance }: Pick<RoundPlan, 'round' | 'classImportance'>,
  { parameterCount }: Pick<Trainer, 'parameterCount'>,
): RunEventBody {
  return {
    type: 'round-started',
    round,
    parameters: parameterCount,
    classImportance: [...classImportance],
  };
}

type FlatEpochPlan = Pick<
  RoundPlan,
  'round' | 'seed' | 'imageWeights' | 'forecast' | 'describe' | 'refresh'
>;

/** One epoch; returns the outputs that its figures were measured on. */
export async function* flatEpoch(
  context: MethodContext,
  plan: FlatEpochPlan,
  trainer: Trainer,
  epoch: number,
): AsyncGenerator<RunEventBody, SplitOutputs> {
  const started = performance.now();
  const { round, seed, imageWeights } = plan;
  const means = yield* epochSteps(context, {
    round,
    seed,
    epoch,
    prepare: (batch, onProgress) => trainer.prepare(batch, onProgress),
    step: (batch, learningRate) => trainer.step(weighed(batch, imageWeights), learningRate),
    takeMetrics: () => trainer.takeMetrics(),
    intervene: null,
  });
  const { whole, sampled } = context.data;
  const isLast = epoch === context.spec.training.epochs;
  const outputs = await predictSets(context, trainer, isLast ? whole : sampled);
  if (isLast && plan.describe !== null) yield* await plan.describe(trainer);
  if (plan.refresh) {
    const weights = await plan.refresh(trainer, outputs);
    yield { type: 'classes-weighed', round, epoch, weights: [...weights] };
  }
  yield {
    type: 'epoch-finished',
    round,
    epoch,
    ...means,
    ...epochFacts(outputs, context.data.classes.length),
    forecast: plan.forecast(outputs),
    seconds: (performance.now() - started) / 1000,
  };
  return outputs;
}

/** The batch with the weights of its images, given those of all training images. */
function weighed(batch: EpochBatch, imageWeights: Float64Array | undefined): Batch {
  if (imageWeights === undefined) return batch;
  const ofBatch = Float64Array.from(batch.indices, (index) => imageWeights[index]);
  return { ...batch, imageWeights: ofBatch };
}
