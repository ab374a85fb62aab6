/**
 * The level-wise mixture over a visual hierarchy: one trunk, a softmax for each level of a tree of
 * classes, and class probabilities that mix them (Eq. 1, 2, 11). A flat network is trained for the
 * warm-up epochs; the hierarchy is built; then the mixture is trained, and Ψ, the groups' share of
 * each class, adapts to what the network sees (Eq. 4 to 6, Algorithm 1).
 */
import { coarseLevels } from '../../data/hierarchy/levelPlan.ts';
import type { LevelwiseTrainer, Trainer, TrainerSnapshot } from '../../engine/engine.ts';
import { networkOfRound } from '../../spec/experimentSpec.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { RunEventBody } from '../../spec/run/runEvent.ts';
import { classGeometry, classMoments } from '../classGeometry.ts';
import type { MethodContext, MethodEnd, SplitOutputs } from '../context.ts';
import { Ensemble } from '../ensemble.ts';
import { equalVoteOutcome } from '../equalVote.ts';
import { measuredSeparability, type SeverityTree } from '../roundMeasures.ts';
import { topPredictionsOf } from '../topPredictions.ts';
import { flatEpoch, keepFlat, resumeFlat, roundStarted } from '../trainNetwork.ts';
import { buildHierarchy } from './buildHierarchy.ts';
import { createStartingTrainer } from './flatStart.ts';
import type { Hierarchy } from './hierarchy.ts';
import { startingLevelWeights } from './levelWeights.ts';
import { classBeta, Mixture, startingStates } from './mixture.ts';
import {
  isResumedMixture,
  keepMixture,
  resumedHierarchy,
  resumeMixture,
} from './mixtureCheckpoint.ts';
import { mixtureEpoch } from './mixtureEpoch.ts';
import { adaptationNotes, confidenceNotes } from './notes.ts';
import { predictMixture } from './predictMixture.ts';
import { sparseAssignment } from './sparse.ts';

/** Trains one network: flat for the warm-up epochs, as a mixture for the others. */
export async function* levelwise(
  context: MethodContext,
  method: LevelwiseSpec,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const started = performance.now();
  const plan = { round: 1, seed: context.spec.seed, ...importanceOf(context, method) };
  const isResumed = isResumedMixture(context);
  const { hierarchy, snapshot } = isResumed
    ? { hierarchy: resumedHierarchy(context), snapshot: null }
    : yield* warmUp(context, method, plan);
  const trainer = createMixtureTrainer(context, method, plan, snapshot);
  try {
    const outputs = yield* trainMixture(context, method, trainer, hierarchy);
    context.onOutputs(plan.round, outputs);
    const networkHash = context.keepNetwork(plan.round, await trainer.save());
    const classCount = context.data.classes.length;
    const ensemble = new Ensemble(context, severityTreeOf(context, hierarchy));
    const accuracy = ensemble.add(outputs, 1);
    const separability = await measuredSeparability(context, trainer);
    yield {
      type: 'round-finished',
      round: plan.round,
      ...equalVoteOutcome(plan.classImportance, outputs),
      ...accuracy,
      topPredictions: topPredictionsOf(outputs.test, classCount),
      networkHash,
      seconds: (performance.now() - started) / 1000,
    };
    yield ensemble.measured(plan.round, separability);
  } finally {
    trainer.dispose();
  }
  return 'rounds';
}

/** The tree that mistakes are judged by: it must not change with the tree that it judges. */
function severityTreeOf({ data }: MethodContext, { levels }: Hierarchy): SeverityTree | null {
  const built: SeverityTree | null = levels.length === 0 ? null : { from: 'hierarchy', levels };
  return data.tree ?? built;
}

interface Importance {
  /** w of the loss, one a class. */
  readonly classWeights: Float64Array;
  /** The same, summing to 1. */
  readonly classImportance: Float64Array;
}

interface RoundPlan extends Importance {
  readonly round: number;
  readonly seed: number;
}

function importanceOf({ data }: MethodContext, { classImportance }: LevelwiseSpec): Importance {
  const classWeights = Float64Array.from(data.classes, (_, index) => classImportance?.[index] ?? 1);
  const sum = classWeights.reduce((total, weight) => total + weight, 0);
  return { classWeights, classImportance: classWeights.map((weight) => weight / sum) };
}

interface WarmedUp {
  readonly hierarchy: Hierarchy;
  readonly snapshot: TrainerSnapshot;
}

/** Trains the flat network and builds the hierarchy from what it has learned. */
async function* warmUp(
  context: MethodContext,
  method: LevelwiseSpec,
  plan: RoundPlan,
): AsyncGenerator<RunEventBody, WarmedUp> {
  const trainer = createStartingTrainer(context, method, plan.classWeights);
  try {
    const done = resumeFlat(context, plan.round, trainer);
    if (done === 0) {
      yield roundStarted(plan, { parameterCount: mixtureParameters(context, method, trainer) });
    }
    const epochPlan = { ...plan, forecast: () => null, describe: null, finishedRounds: () => ({}) };
    for (let epoch = done + 1; epoch <= method.hierarchy.warmupEpochs; epoch++) {
      yield* flatEpoch(context, epochPlan, trainer, epoch);
      await keepFlat(context, epochPlan, trainer, epoch);
    }
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
  method: LevelwiseSpec,
  { round, seed, classWeights }: RoundPlan,
  snapshot: TrainerSnapshot | null,
): LevelwiseTrainer {
  const { spec, data } = context;
  const trainer = context.createLevelwiseTrainer({
    network: networkOfRound(spec, round),
    shape: data.shape,
    classCount: data.classes.length,
    groupCounts: data.levels.map(({ groupCount }) => groupCount),
    classifierDecay: method.levelWeightDecay,
    levelWeights: startingLevelWeights(method, data.levels.length + 1),
    learned: method.levelWeights === 'learned' ? { minimum: method.levelWeightMinimum } : null,
    drawnClasses: method.hierarchy.from === 'confusion' && method.adapt !== 'none',
    auxiliaryWeight: method.auxiliaryWeight ?? 0,
    path: method.head === 'path',
    training: spec.training,
    seed,
    round,
  });
  trainer.setClassWeights(classWeights);
  if (snapshot !== null) trainer.loadMatching(snapshot, { classifier: true });
  return trainer;
}

/** The epochs after the warm-up; returns the outputs after the last. */
async function* trainMixture(
  context: MethodContext,
  method: LevelwiseSpec,
  trainer: LevelwiseTrainer,
  hierarchy: Hierarchy,
): AsyncGenerator<RunEventBody, SplitOutputs> {
  const { spec, data } = context;
  const coarse = coarseLevels(data.classes);
  const plan = {
    method,
    trainer,
    mixture: new Mixture(trainer, {
      method,
      hierarchy,
      classes: data.classes,
      labels: trainLabels(data),
      seed: spec.seed,
    }),
    severityTree: severityTreeOf(context, hierarchy)?.levels ?? [],
    coarse: coarse.at(-1) ?? null,
  };
  const { mixture } = plan;
  const done = isResumedMixture(context)
    ? resumeMixture(context, method, { trainer, mixture })
    : method.hierarchy.warmupEpochs;
  const { epochs } = spec.training;
  // A checkpoint after the last epoch lacks only what that epoch's figures were measured on.
  let outputs: SplitOutputs =
    done === epochs ? await predictMixture(context, trainer, data.whole) : {};
  for (let epoch = done + 1; epoch <= epochs; epoch++) {
    outputs = yield* mixtureEpoch(context, plan, epoch);
    await keepMixture(context, method, { trainer, mixture, hierarchy }, epoch);
  }
  return outputs;
}

function trainLabels({ whole }: MethodContext['data']): Int32Array {
  if (!whole.train) throw new RangeError('There are no training images');
  return whole.train.labels;
}
