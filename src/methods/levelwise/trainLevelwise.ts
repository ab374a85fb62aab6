/**
 * Training one level-wise network for all its epochs: flat for the warm-up, then, once the hierarchy
 * is built, as a mixture. It is the whole of a level-wise run, or a round of an ensemble whose
 * members are such networks.
 */

import type { ObjectiveWeights } from '../../algorithms/complementary/objectiveWeights.ts';
import { classBeta } from '../../algorithms/levelwise/classBeta.ts';
import { coarseLevels } from '../../data/hierarchy/levelPlan.ts';
import type {
  LevelwiseTrainer,
  LikelihoodObjective,
  Trainer,
  TrainerSnapshot,
} from '../../engine/engine.ts';
import { networkOfRound } from '../../spec/experimentSpec.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunEventBody } from '../../spec/run/runEvent.ts';
import { classGeometry, classMoments } from '../classGeometry.ts';
import type { MethodContext, SplitOutputs } from '../context.ts';
import { measuredSeparability, type SeverityTree } from '../roundMeasures.ts';
import {
  createFlatTrainer,
  flatEpoch,
  keepFlat,
  type RoundPlan,
  resumeFlat,
  roundStarted,
  type TrainedRound,
} from '../trainNetwork.ts';
import { buildHierarchy } from './buildHierarchy.ts';
import type { Hierarchy } from './hierarchy.ts';
import { startingLevelWeights } from './levelWeights.ts';
import { Mixture, startingStates } from './mixture.ts';
import {
  isResumedMixture,
  keepMixture,
  resumedHierarchy,
  resumeMixture,
  toldHierarchy,
} from './mixtureCheckpoint.ts';
import { mixtureEpoch } from './mixtureEpoch.ts';
import { adaptationNotes, confidenceNotes } from './notes.ts';
import { predictMixture } from './predictMixture.ts';
import { sparseAssignment } from './sparse.ts';

/** What a round trains a level-wise network with. */
export interface LevelwiseRoundPlan
  extends Pick<RoundPlan, 'round' | 'seed' | 'classImportance' | 'forecast' | 'finishedRounds'> {
  readonly method: LevelwiseSpec;
  /** What the warm-up and the mixture divide a batch's sum by. */
  readonly objective: LikelihoodObjective;
  /** w of the loss, one a class; it has no part for wrong classes. */
  readonly weights: ObjectiveWeights;
  /** Gives a flat network what it begins with, where that is not what the experiment says of all. */
  readonly begin: ((trainer: Trainer) => void) | null;
  /** The tree that mistakes have been judged by so far; null where this network's is the first. */
  readonly severityTree: SeverityTree | null;
}

/** What a trained level-wise network says, and the tree that its mistakes were judged by. */
export interface TrainedLevelwise extends Omit<TrainedRound, 'snapshot'> {
  readonly severityTree: SeverityTree | null;
}

/** Trains the network of a round and frees it; yields what happens. */
export async function* trainLevelwise(
  context: MethodContext,
  plan: LevelwiseRoundPlan,
): AsyncGenerator<RunEventBody, TrainedLevelwise> {
  const started = performance.now();
  const before = context.trainedBefore?.get(plan.round);
  const told = context.toldBefore?.rounds[plan.round - 1]?.levelwise ?? null;
  if (before !== undefined && told !== null) return await evaluateTold(context, plan, before, told);
  const { hierarchy, snapshot } = isResumedMixture(context, plan.round)
    ? { hierarchy: resumedHierarchy(context, plan.round), snapshot: null }
    : yield* warmUp(context, plan);
  const trainer = createMixtureTrainer(context, plan, snapshot);
  try {
    const severityTree = plan.severityTree ?? severityTreeOf(context, hierarchy);
    const outputs = yield* trainMixture(context, { ...plan, severityTree }, trainer, hierarchy);
    context.onOutputs(plan.round, outputs);
    const networkHash = context.keepNetwork(plan.round, await trainer.save());
    const separability = await measuredSeparability(context, trainer);
    const seconds = (performance.now() - started) / 1000;
    return { outputs, networkHash, separability, severityTree, seconds };
  } finally {
    trainer.dispose();
  }
}

/** The network of a round that was trained before, with its hierarchy, Ψ and θ as the log tells them. */
async function evaluateTold(
  context: MethodContext,
  plan: LevelwiseRoundPlan,
  snapshot: TrainerSnapshot,
  told: LevelwiseState,
): Promise<TrainedLevelwise> {
  const hierarchy = toldHierarchy(context, plan.method, told);
  const trainer = createMixtureTrainer(context, plan, snapshot, true);
  try {
    createMixture(context, plan, trainer, hierarchy).adopt(told);
    const weights = told.epochs.at(-1)?.levelWeights ?? [];
    if (weights.length > 0) trainer.setLevelWeights(Float64Array.from(weights));
    const outputs = await predictMixture(context, trainer, context.data.whole);
    context.onOutputs(plan.round, outputs);
    const networkHash = context.keepNetwork(plan.round, snapshot);
    const severityTree = plan.severityTree ?? severityTreeOf(context, hierarchy);
    const separability = await measuredSeparability(context, trainer);
    return { outputs, networkHash, separability, severityTree, seconds: 0 };
  } finally {
    trainer.dispose();
  }
}

/** The tree that mistakes are judged by: it must not change with the tree that it judges. */
function severityTreeOf({ data }: MethodContext, { levels }: Hierarchy): SeverityTree | null {
  const built: SeverityTree | null = levels.length === 0 ? null : { from: 'hierarchy', levels };
  return data.tree ?? built;
}

interface WarmedUp {
  readonly hierarchy: Hierarchy;
  readonly snapshot: TrainerSnapshot;
}

/** Trains the flat network and builds the hierarchy from what it has learned. */
async function* warmUp(
  context: MethodContext,
  plan: LevelwiseRoundPlan,
): AsyncGenerator<RunEventBody, WarmedUp> {
  const { method } = plan;
  const trainer = createFlatTrainer(context, plan);
  try {
    plan.begin?.(trainer);
    const done = resumeFlat(context, plan.round, trainer);
    if (done === 0) {
      yield roundStarted(plan, { parameterCount: mixtureParameters(context, method, trainer) });
    }
    const epochPlan = { ...plan, describe: null };
    for (let epoch = done + 1; epoch <= method.hierarchy.warmupEpochs; epoch++) {
      yield* flatEpoch(context, epochPlan, trainer, epoch);
      await keepFlat(context, epochPlan, trainer, epoch);
    }
    // What waits was meant for the tree of an earlier round.
    if (plan.round > 1) context.interventions.take();
    const hierarchy = yield* tellHierarchy(context, method, trainer);
    return { hierarchy, snapshot: await trainer.save() };
  } finally {
    trainer.dispose();
  }
}

/** Trainable parameters of the mixture: the flat network's, a classifier a level, and θ if learned. */
function mixtureParameters(
  { data }: MethodContext,
  { levelWeights }: LevelwiseSpec,
  flat: Trainer,
): number {
  const units = data.levels.reduce((sum, { groupCount }) => sum + groupCount, 0);
  const learned = levelWeights === 'learned' ? data.levels.length + 1 : 0;
  return flat.parameterCount + (flat.featureCount + 1) * units + learned;
}

/** Builds the hierarchy; yields what it is, and where the classes lie in feature space. */
async function* tellHierarchy(
  context: MethodContext,
  method: LevelwiseSpec,
  trainer: Trainer,
): AsyncGenerator<RunEventBody, Hierarchy> {
  const { data } = context;
  const epoch = method.hierarchy.warmupEpochs;
  const classCount = data.classes.length;
  const { featureCount } = trainer;
  const moments = await classMoments(context, trainer);
  const features = { means: moments.means(), classCount, featureCount };
  const hierarchy = await buildHierarchy(context, method, trainer, features);
  yield hierarchyBuilt(context, method, hierarchy);
  yield classGeometry(moments, classCount, featureCount, epoch);
  return hierarchy;
}

function hierarchyBuilt(
  { data }: MethodContext,
  method: LevelwiseSpec,
  { levels, confusions, notes }: Hierarchy,
): RunEventBody {
  const classCount = data.classes.length;
  const coarse = coarseLevels(data.classes).at(-1);
  const states = startingStates(levels, trainLabels(data), classCount);
  return {
    type: 'hierarchy-built',
    epoch: method.hierarchy.warmupEpochs,
    from: method.hierarchy.from,
    levels: levels.map(({ groupCount, names }, level) => ({
      groupCount,
      names: names && [...names],
      ...states[level],
    })),
    classAssignment:
      confusions && sparseAssignment(confusions.assignment, confusions.counts.values, classCount),
    coarseLabels: coarse
      ? { names: [...(coarse.names ?? [])], groupOf: [...coarse.groupOf] }
      : null,
    beta: classBeta(method, classCount)[0],
    notes: [...notes, ...confidenceNotes(levels, method, classCount), ...adaptationNotes(method)],
  };
}

function createMixtureTrainer(
  context: MethodContext,
  { method, round, seed, objective, weights }: LevelwiseRoundPlan,
  snapshot: TrainerSnapshot | null,
  isTrained = false,
): LevelwiseTrainer {
  const { spec, data } = context;
  const trainer = context.createLevelwiseTrainer({
    network: networkOfRound(spec, round),
    shape: data.shape,
    classCount: data.classes.length,
    groupCounts: data.levels.map(({ groupCount }) => groupCount),
    classifierDecay: method.levelWeightDecay,
    levelWeights: startingLevelWeights(method, data.levels.length + 1),
    // θ of a trained network is in the log, and learns no more.
    learned:
      method.levelWeights === 'learned' && !isTrained
        ? { minimum: method.levelWeightMinimum }
        : null,
    drawnClasses: method.hierarchy.from === 'confusion' && method.adapt !== 'none',
    auxiliaryWeight: method.auxiliaryWeight ?? 0,
    path: method.head === 'path',
    objective,
    training: spec.training,
    seed,
    round,
  });
  trainer.setClassWeights(weights.own);
  if (snapshot !== null) trainer.loadMatching(snapshot, { classifier: true });
  return trainer;
}

/** The epochs after the warm-up; returns the outputs after the last. */
async function* trainMixture(
  context: MethodContext,
  round: LevelwiseRoundPlan,
  trainer: LevelwiseTrainer,
  hierarchy: Hierarchy,
): AsyncGenerator<RunEventBody, SplitOutputs> {
  const { spec, data } = context;
  const { method, severityTree } = round;
  const { epochs } = spec.training;
  const coarse = coarseLevels(data.classes);
  const plan = {
    ...round,
    trainer,
    mixture: createMixture(context, round, trainer, hierarchy),
    severityTree: severityTree?.levels ?? [],
    coarse: coarse.at(-1) ?? null,
  };
  const { mixture } = plan;
  const done = isResumedMixture(context, round.round)
    ? resumeMixture(context, method, { trainer, mixture })
    : method.hierarchy.warmupEpochs;
  // A checkpoint after the last epoch lacks only what that epoch's figures were measured on.
  let outputs: SplitOutputs =
    done === epochs ? await predictMixture(context, trainer, data.whole) : {};
  for (let epoch = done + 1; epoch <= epochs; epoch++) {
    outputs = yield* mixtureEpoch(context, plan, epoch);
    await keepMixture(context, round, { trainer, mixture, hierarchy }, epoch);
  }
  return outputs;
}

function createMixture(
  { spec, data }: MethodContext,
  { method, round, seed }: LevelwiseRoundPlan,
  trainer: LevelwiseTrainer,
  hierarchy: Hierarchy,
): Mixture {
  return new Mixture(trainer, {
    method,
    hierarchy,
    classes: data.classes,
    labels: trainLabels(data),
    seed,
    // Each round draws its own; of epoch 0 are the draws before the first.
    epochsBefore: (round - 1) * (spec.training.epochs + 1),
  });
}

function trainLabels({ whole }: MethodContext['data']): Int32Array {
  if (!whole.train) throw new RangeError('There are no training images');
  return whole.train.labels;
}
