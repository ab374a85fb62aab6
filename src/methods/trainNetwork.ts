/**
 * Training one network for all its epochs: what every sequential method does in a round. Methods
 * differ in the weights they give and in what they make of the trained network.
 */
import type { ObjectiveWeights } from '../algorithms/complementary/objectiveWeights.ts';
import type { Objective, Trainer } from '../engine/engine.ts';
import { networkOfRound } from '../spec/experimentSpec.ts';
import type { EventOf, RunEventBody } from '../spec/runEvent.ts';
import type { MethodContext, SplitOutputs } from './context.ts';
import { epochFacts, predictSets } from './evaluate.ts';
import { learningRateOf } from './learningRate.ts';
import { LossMeter } from './lossMeter.ts';

type Forecast = EventOf<'epoch-finished'>['forecast'];

/** What one round trains with. */
export interface RoundPlan {
  /** From 1. */
  readonly round: number;
  /** Seed of the initial weights and of the order of images. */
  readonly seed: number;
  readonly objective: Objective;
  readonly weights: ObjectiveWeights;
  /** ϕ_t as it is shown: sums to 1. */
  readonly classImportance: Float64Array;
  /** What would follow from these outputs if the round ended now. */
  readonly forecast: (outputs: SplitOutputs) => Forecast;
}

/** What a trained network says about every image of every split. */
export interface TrainedRound {
  readonly outputs: SplitOutputs;
  readonly seconds: number;
}

/** Trains the network of a round from a fresh start and frees it; yields what happens. */
export async function* trainNetwork(
  context: MethodContext,
  plan: RoundPlan,
): AsyncGenerator<RunEventBody, TrainedRound> {
  const started = performance.now();
  const trainer = createTrainer(context, plan);
  try {
    yield {
      type: 'round-started',
      round: plan.round,
      parameters: trainer.parameterCount,
      classImportance: [...plan.classImportance],
    };
    trainer.setClassWeights(plan.weights.own, plan.weights.wrong ?? undefined);
    let outputs: SplitOutputs = {};
    for (let epoch = 1; epoch <= context.spec.training.epochs; epoch++) {
      outputs = yield* trainEpoch(context, plan, trainer, epoch);
    }
    context.onOutputs(plan.round, outputs);
    return { outputs, seconds: (performance.now() - started) / 1000 };
  } finally {
    trainer.dispose();
  }
}

function createTrainer(context: MethodContext, plan: RoundPlan): Trainer {
  const { spec, data } = context;
  return context.createTrainer({
    network: networkOfRound(spec, plan.round),
    shape: data.shape,
    classCount: data.classes.length,
    objective: plan.objective,
    training: spec.training,
    seed: plan.seed,
    round: plan.round,
  });
}

/** One epoch; returns the outputs that its figures were measured on. */
async function* trainEpoch(
  context: MethodContext,
  plan: RoundPlan,
  trainer: Trainer,
  epoch: number,
): AsyncGenerator<RunEventBody, SplitOutputs> {
  const started = performance.now();
  const { training } = context.spec;
  const learningRate = learningRateOf(training, epoch);
  const meter = new LossMeter(trainer, training.batchSize);
  let step = 0;
  for (const batch of context.data.trainBatches(plan.seed, plan.round, epoch)) {
    if (context.pace.isPaused) yield* paused(context, meter);
    await context.pace.breathe();
    trainer.step(batch, learningRate);
    step++;
    const reading = await meter.afterStep();
    if (reading) yield { type: 'progress', round: plan.round, epoch, step, ...reading };
  }
  const { trainLoss, clampedShare } = await meter.ofEpoch();
  const { whole, sampled } = context.data;
  const sets = epoch === training.epochs ? whole : sampled;
  const outputs = await predictSets(context, trainer, sets);
  yield {
    type: 'epoch-finished',
    round: plan.round,
    epoch,
    learningRate,
    trainLoss,
    clampedShare,
    ...epochFacts(outputs, context.data.classes.length),
    forecast: plan.forecast(outputs),
    seconds: (performance.now() - started) / 1000,
  };
  return outputs;
}

async function* paused(context: MethodContext, meter: LossMeter): AsyncGenerator<RunEventBody> {
  const pausedAt = performance.now();
  yield { type: 'run-paused' };
  await context.pace.waitWhilePaused();
  meter.skipPause(pausedAt);
  yield { type: 'run-resumed' };
}
