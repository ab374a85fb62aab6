/** The trainer whose steps are what a run's cost consists of, whatever its method is. */
import { GroupCounts } from '../algorithms/levelwise/groupCounts.ts';
import { firstOf } from '../data/prepare/imageSupply.ts';
import type { PreparedData } from '../data/prepare/preparedData.ts';
import {
  type Engine,
  type LevelwiseTrainer,
  type LevelwiseTrainerOptions,
  plainObjective,
  type Trainer,
} from '../engine/engine.ts';
import { type HandlersByKind, handleByKind } from '../lib/byKind.ts';
import type { EpochBatch } from '../methods/epochSteps.ts';
import { startingLevelWeights } from '../methods/levelwise/levelWeights.ts';
import { Mixture } from '../methods/levelwise/mixture.ts';
import { type ExperimentSpec, networkOfRound } from '../spec/experimentSpec.ts';
import type { LevelwiseSpec } from '../spec/methods/levelwise/levelwiseSchema.ts';
import { memberMethod } from '../spec/methods/levelwise/members.ts';
import type { MethodSpec } from '../spec/methods/methods.ts';
import type { TrainingSpec } from '../spec/sections/trainingSpec.ts';

/** A trainer of a run's main part, and a step of it. */
export interface TimedTrainer {
  readonly trainer: Trainer | LevelwiseTrainer;
  /** What the first step would have to wait for. */
  readonly prepare: () => Promise<void>;
  readonly step: () => void;
}

/** What makes its trainers. */
type TrainerSource = Pick<
  Engine,
  'createTrainer' | 'createLevelwiseTrainer' | 'createJointTrainer'
>;

/** What every method's timed trainer is made from. */
interface TimingContext {
  readonly data: PreparedData;
  readonly engine: TrainerSource;
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

/** What trains in the main part of an experiment: the first network, or the mixture of a level-wise run. */
export async function timedTrainer(
  spec: ExperimentSpec,
  data: PreparedData,
  engine: TrainerSource,
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
  return {
    trainer,
    prepare: () => trainer.prepare(batch, () => {}),
    step: () => trainer.step(batch, options.training.learningRate),
  };
}

/** Networks that are trained at once: a step trains all of them. */
function timedTogether(
  count: number,
  { engine, options, batch, spec }: TimingContext,
): TimedTrainer {
  const { network: _network, round: _round, ...others } = options;
  const networks = Array.from({ length: count }, (_, index) => networkOfRound(spec, index + 1));
  const trainer = engine.createJointTrainer({ ...others, objective: plainObjective, networks });
  return {
    trainer,
    prepare: () => trainer.prepare(batch, () => {}),
    step: () => trainer.step(batch, options.training.learningRate),
  };
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
  return {
    trainer,
    prepare: () => trainer.prepare(sampling, () => {}),
    step: () => trainer.step(sampling, options.training.learningRate),
  };
}

/** Confusions of a network that makes no mistake. */
function noConfusions(classCount: number) {
  const all = Int32Array.from({ length: classCount }, (_, index) => index);
  const counts = GroupCounts.of(all, all, classCount, classCount);
  return { counts, assignment: counts.assignment(new Float64Array(classCount).fill(1)) };
}
