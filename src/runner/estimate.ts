/** Times a few steps of an experiment, so that people know what a run will cost before it. */

import { GroupCounts } from '../algorithms/levelwise/groupCounts.ts';
import type { AnyDataset } from '../data/dataset.ts';
import { firstOf } from '../data/prepare/imageSupply.ts';
import { type PreparedData, prepareData } from '../data/prepare/preparedData.ts';
import { StreamedImages } from '../data/streaming/streamedImages.ts';
import {
  type Engine,
  type LevelwiseTrainer,
  type LevelwiseTrainerOptions,
  plainObjective,
  type Trainer,
} from '../engine/engine.ts';
import { type HandlersByKind, handleByKind } from '../lib/byKind.ts';
import { yieldToEventLoop } from '../lib/eventLoop.ts';
import type { EpochBatch } from '../methods/epochSteps.ts';
import { startingLevelWeights } from '../methods/levelwise/levelWeights.ts';
import { Mixture } from '../methods/levelwise/mixture.ts';
import { type ExperimentSpec, networkOfRound, trainedRounds } from '../spec/experimentSpec.ts';
import type { LevelwiseSpec } from '../spec/methods/levelwise/levelwiseSchema.ts';
import { memberMethod } from '../spec/methods/levelwise/members.ts';
import { roundsOf } from '../spec/methods/methodFacts.ts';
import type { MethodSpec } from '../spec/methods/methods.ts';
import type { TrainingSpec } from '../spec/sections/trainingSpec.ts';
import { withFittingBatches } from './fittingBatches.ts';

export interface Estimate {
  /** Seconds for all rounds, evaluation included roughly. */
  readonly seconds: number;
  /** Time of a training step of the first network. */
  readonly stepMilliseconds: number;
}

/** Milliseconds spent on timing, roughly. */
const timingBudget = 400;
const maxTimedSteps = 100;
/** Predicting an image costs about a third of training on it: forward without backward. */
const predictionShare = 1 / 3;

/**
 * Trains a few steps of the first round's network and throws it away.
 * @param signal gives it up between steps. @throws the signal's reason then.
 */
export async function estimateRun(
  spec: ExperimentSpec,
  dataset: AnyDataset,
  engine: Engine,
  signal?: AbortSignal,
): Promise<Estimate> {
  signal?.throwIfAborted();
  const data = prepareData(dataset, timedSpec(spec, dataset));
  const stepMilliseconds = await timeStep(withFittingBatches(spec, data), data, { engine, signal });
  const networks = spec.training.epochs * trainedRounds(spec, roundsOf(spec.method));
  const trained = data.stepsPerEpoch * data.batchSize;
  const predicted = Object.values(data.sampled).reduce((sum, set) => sum + set.labels.length, 0);
  const share = 1 + (predictionShare * predicted) / trained;
  const seconds = (networks * data.stepsPerEpoch * stepMilliseconds * share) / 1000;
  return { seconds, stepMilliseconds };
}

/** A step takes as long whatever it is normalised by: images in files are not all decoded to know that. */
function timedSpec(spec: ExperimentSpec, { train }: AnyDataset): ExperimentSpec {
  const { augment } = spec;
  if (!(train.images instanceof StreamedImages) || augment.normalise !== 'per-channel') return spec;
  return { ...spec, augment: { ...augment, normalise: 'unit' } };
}

/** Milliseconds of a step of the run's main part: of the mixture for a level-wise run. */
async function timeStep(
  spec: ExperimentSpec,
  data: PreparedData,
  { engine, signal }: { readonly engine: Engine; readonly signal: AbortSignal | undefined },
): Promise<number> {
  const { trainer, step } = await timedTrainer(spec, data, engine);
  try {
    const time = async (steps: number) => {
      const began = performance.now();
      for (let count = 0; count < steps; count++) step();
      await trainer.takeMetrics();
      const milliseconds = (performance.now() - began) / steps;
      await yieldToEventLoop();
      signal?.throwIfAborted();
      return milliseconds;
    };
    // The first step compiles; the second tells how many fit the budget.
    await time(1);
    const second = await time(1);
    const steps = Math.min(maxTimedSteps, Math.floor(timingBudget / second));
    return steps > 1 ? await time(steps) : second;
  } finally {
    trainer.dispose();
    engine.releaseImages();
  }
}

interface TimedTrainer {
  readonly trainer: Trainer | LevelwiseTrainer;
  readonly step: () => void;
}

/** What every method's timed trainer is made from. */
interface TimingContext {
  readonly data: PreparedData;
  readonly engine: Engine;
  readonly options: MixtureBase & { readonly training: TrainingSpec };
  readonly batch: EpochBatch;
  readonly spec: ExperimentSpec;
}

/** What trains in the main part of each method's runs. */
const timedTrainers: HandlersByKind<MethodSpec, [TimingContext], TimedTrainer> = {
  single: (_, context) => timedNetwork(context),
  averaging: (_, context) => timedNetwork(context),
  'worst-class-boosting': (_, context) => timedNetwork(context),
  snapshot: (_, context) => timedNetwork(context),
  'weight-averaging': (_, context) => timedNetwork(context),
  complementary: ({ members }, context) =>
    members ? timedMixture(memberMethod(members), context) : timedNetwork(context),
  'deep-boosting': (_, context) => timedNetwork(context),
  levelwise: (method, context) => timedMixture(method, context),
  'joint-mixture': (method, context) => timedTogether(method.rounds, context),
};

async function timedTrainer(
  spec: ExperimentSpec,
  data: PreparedData,
  engine: Engine,
): Promise<TimedTrainer> {
  const { method, training, seed } = spec;
  const options = {
    network: networkOfRound(spec, 1),
    shape: data.shape,
    classCount: data.classes.length,
    training,
    seed,
    round: 1,
  };
  const { images, labels, indices } = await firstOf(data.trainBatches(seed, 1, 1));
  const batch = { images, labels, indices };
  return handleByKind(timedTrainers, method, { data, engine, options, batch, spec });
}

function timedNetwork({ engine, options, batch }: TimingContext): TimedTrainer {
  const trainer = engine.createTrainer({ ...options, objective: plainObjective });
  return { trainer, step: () => trainer.step(batch, options.training.learningRate) };
}

/** Networks that are trained at once: a step trains all of them. */
function timedTogether(
  count: number,
  { engine, options, batch, spec }: TimingContext,
): TimedTrainer {
  const { network: _network, round: _round, ...others } = options;
  const networks = Array.from({ length: count }, (_, index) => networkOfRound(spec, index + 1));
  const trainer = engine.createJointTrainer({ ...others, objective: plainObjective, networks });
  return { trainer, step: () => trainer.step(batch, options.training.learningRate) };
}

type MixtureBase = Omit<
  LevelwiseTrainerOptions,
  'groupCounts' | 'classifierDecay' | 'levelWeights' | 'learned'
>;

/** A mixture over made-up groups, adapting if the method does: its steps cost what real ones do. */
function timedMixture(
  method: LevelwiseSpec,
  { data, engine, options, batch }: TimingContext,
): TimedTrainer {
  const levels = data.levels.map(({ groupCount }) => ({
    groupCount,
    groupOf: Int32Array.from(data.classes, (_, index) => index % groupCount),
    names: null,
  }));
  const isBetweenClasses = method.hierarchy.from === 'confusion';
  const trainer = engine.createLevelwiseTrainer({
    ...options,
    groupCounts: levels.map(({ groupCount }) => groupCount),
    classifierDecay: method.levelWeightDecay,
    levelWeights: startingLevelWeights(method, levels.length + 1),
    learned: method.levelWeights === 'learned' ? { minimum: method.levelWeightMinimum } : null,
    drawnClasses: isBetweenClasses && method.adapt !== 'none',
    auxiliaryWeight: method.auxiliaryWeight ?? 0,
  });
  const confusions = isBetweenClasses ? noConfusions(data.classes.length) : null;
  const hierarchy = { levels, confusions, notes: [] };
  const labels = data.whole.train?.labels ?? new Int32Array();
  const mixture = new Mixture(trainer, {
    method,
    hierarchy,
    classes: data.classes,
    labels,
    seed: options.seed,
  });
  if (method.adapt !== 'none') mixture.beginAdaptation();
  const sampling = mixture.batchOf(batch, 1);
  return { trainer, step: () => trainer.step(sampling, options.training.learningRate) };
}

/** Confusions of a network that makes no mistake. */
function noConfusions(classCount: number) {
  const all = Int32Array.from({ length: classCount }, (_, index) => index);
  const counts = GroupCounts.of(all, all, classCount, classCount);
  return { counts, assignment: counts.assignment(new Float64Array(classCount).fill(1)) };
}
