/**
 * One network with a softmax a level in training on TensorFlow.js. All that a step needs stays on
 * the device: Ψ, Ω and θ as well as the weights.
 */
import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { placedNetwork } from '../../../spec/networks/networkFacts.ts';
import type {
  AssignmentRule,
  Batch,
  Classifier,
  Images,
  LevelwiseTrainer,
  LevelwiseTrainerOptions,
  MixtureMetrics,
  MixtureOutputs,
  Preparation,
  SamplingBatch,
  TrainerSnapshot,
} from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { checkProbabilities, diverged } from '../failures.ts';
import type { MixtureInputs } from '../kernels/mixtureKernels.ts';
import { createTrunk } from '../networks/createTrunk.ts';
import { HeadedNetwork, type HeadedPass, type HeadOptions } from '../networks/headedNetwork.ts';
import type { Trunk } from '../networks/trunk.ts';
import {
  BatchTargets,
  type ClassWeights,
  checkWeights,
  equalWeights,
  wholeLabelsOf,
} from '../objective.ts';
import { ParameterStore } from '../parameters.ts';
import { Evaluation } from '../repeated/evaluation.ts';
import { type StepKind, Training } from '../repeated/training.ts';
import { TrainedNetwork } from '../trainedNetwork.ts';
import { LevelAssignment } from './levelAssignment.ts';
import { createLevelWeights, type LevelWeightVariable, levelWeightsName } from './levelWeights.ts';
import { checkSampling, SamplingDraws } from './sampling.ts';

/** Creates a level-wise network, freshly initialised, on the backend. */
export function createLevelwiseTrainer(
  backend: Backend,
  options: LevelwiseTrainerOptions,
): LevelwiseTrainer {
  backend.activate();
  return new TfjsLevelwiseTrainer(backend, options);
}

class TfjsLevelwiseTrainer implements LevelwiseTrainer {
  readonly parameterCount: number;
  readonly featureCount: number;
  private readonly backend: Backend;
  private readonly options: LevelwiseTrainerOptions;
  /** N_l of each level, the classes' last. */
  private readonly widths: readonly number[];
  private readonly network: HeadedNetwork;
  private readonly trained: TrainedNetwork;
  /** Ψ of each level, the classes' last: while that is not set, it is the identity. */
  private readonly assignments: readonly LevelAssignment[];
  private readonly theta: LevelWeightVariable;
  private weights: ClassWeights;
  private readonly training: Training;
  private readonly prediction: Evaluation;
  private readonly levelPrediction: Evaluation;
  private readonly targets: BatchTargets;
  private readonly draws: SamplingDraws;
  private readonly plainKind: StepKind;
  private readonly samplingKind: StepKind;

  constructor(backend: Backend, options: LevelwiseTrainerOptions) {
    const { network, shape, classCount, groupCounts, seed, round } = options;
    const { kernels } = backend;
    this.backend = backend;
    this.options = options;
    this.widths = [...groupCounts, classCount];
    const store = new ParameterStore(backend.memory, seed, round);
    const layers = placedNetwork(network, shape, classCount);
    const trunk = createTrunk(kernels, store, layers);
    this.network = new HeadedNetwork(kernels, store, trunk, headsOf(trunk, options));
    this.theta = createLevelWeights(backend, store, options);
    this.trained = new TrainedNetwork(backend, store, this.network, options, [levelWeightsName]);
    this.assignments = this.widths.map(
      (width, level) => new LevelAssignment(kernels, level, width, classCount),
    );
    const { batchSize } = options.training;
    this.targets = new BatchTargets('weighted-likelihood', batchSize, classCount);
    this.draws = new SamplingDraws(batchSize, groupCounts.length);
    this.training = new Training(backend, shape, batchSize);
    this.prediction = new Evaluation(backend, shape, [classCount], (images) => [
      this.mixtureProbabilities(this.network.infer(images)),
    ]);
    this.levelPrediction = new Evaluation(backend, shape, [classCount, ...this.widths], (images) =>
      this.inferLevels(images),
    );
    const arrays = [...this.targets.arrays, this.trained.optimiser.numbers];
    this.plainKind = { arrays, compute: (images) => this.computeStep(images) };
    this.samplingKind = {
      arrays: [...arrays, ...this.draws.arrays],
      compute: (images) => this.computeSamplingStep(images),
    };
    this.parameterCount = store.count();
    this.featureCount = trunk.featureCount;
    this.weights = equalWeights(classCount);
  }

  setClassWeights(weights: Float64Array): void {
    checkWeights(weights, this.options.classCount);
    this.weights = { right: weights.slice(), wrong: weights.slice() };
  }

  setAssignment(level: number, assignment: Float64Array): void {
    this.trained.begin();
    this.assignmentOf(level).set(assignment);
    this.forgetWork();
  }

  setCounts(level: number, counts: Float64Array, rule: AssignmentRule): void {
    this.trained.begin();
    if (level === this.options.groupCounts.length) {
      throw new RangeError('The classes’ level has no Ω: its groups are the classes');
    }
    this.assignmentOf(level).setCounts(counts, rule);
    this.forgetWork();
  }

  async counts(level: number): Promise<Float64Array> {
    this.trained.begin();
    const { counts } = this.assignmentOf(level);
    return Float64Array.from(await this.trained.reading(this.backend.memory.read(counts)));
  }

  prepare(
    batch: Batch | SamplingBatch,
    onProgress: (preparation: Preparation) => void,
  ): Promise<void> {
    this.readyAssignments();
    const kind = 'sampling' in batch ? this.samplingKind : this.plainKind;
    return this.trained.reading(this.training.prepare(kind, batch.images, onProgress));
  }

  step(batch: Batch | SamplingBatch, learningRate: number): void {
    this.trained.begin();
    this.trained.checkBatch(batch);
    if ('sampling' in batch) this.checkSampling(batch);
    this.targets.fill(batch.labels, this.weights, wholeLabelsOf(batch));
    this.trained.optimiser.count(learningRate);
    if ('sampling' in batch) {
      this.draws.fill(batch);
      this.training.run(this.samplingKind, batch.images);
      // Ω has changed on the device.
      for (const assignment of this.assignments) assignment.refresh();
    } else {
      this.readyAssignments();
      this.training.run(this.plainKind, batch.images);
    }
  }

  async takeMetrics(): Promise<MixtureMetrics> {
    this.trained.begin();
    const values = await this.trained.reading(this.training.take('metrics'));
    const width = this.widths.length + 1;
    const losses = values.filter((_, index) => index % width === 0);
    if (!losses.every(Number.isFinite)) throw diverged();
    const levelShares = values.filter((_, index) => index % width !== 0);
    return { losses, clampedShares: null, levelShares };
  }

  async takeSampledGroups(): Promise<readonly Int32Array[]> {
    this.trained.begin();
    const { groupCounts } = this.options;
    const taken = groupCounts.map((_, level) => this.training.take(outputOf(level)));
    const values = await this.trained.reading(Promise.all(taken));
    return values.map((groups) => Int32Array.from(groups));
  }

  async levelWeights(): Promise<Float64Array> {
    this.trained.begin();
    return Float64Array.from(await this.trained.reading(this.theta.read()));
  }

  setLevelWeights(levelWeights: Float64Array): void {
    this.trained.begin();
    this.theta.set(levelWeights);
    this.forgetWork();
  }

  async predict(images: Images): Promise<Float32Array> {
    this.readyAssignments();
    const [classes] = await this.trained.evaluate(this.prediction, images);
    checkProbabilities(classes, this.options.classCount);
    return classes;
  }

  async predictLevels(images: Images): Promise<MixtureOutputs> {
    const widths = [this.options.classCount, ...this.widths];
    this.readyAssignments();
    const all = await this.trained.evaluate(this.levelPrediction, images);
    for (const [index, values] of all.entries()) checkProbabilities(values, widths[index]);
    const [classes, ...levels] = all;
    return { classes, levels };
  }

  features(images: Images): Promise<Float32Array> {
    return this.trained.features(images);
  }

  classifiers(): Promise<readonly Classifier[]> {
    return this.trained.classifiers();
  }

  save(): Promise<TrainerSnapshot> {
    return this.trained.save();
  }

  load(snapshot: TrainerSnapshot): void {
    this.trained.load(snapshot);
  }

  loadMatching(snapshot: TrainerSnapshot, options: { readonly classifier: boolean }): number {
    return this.trained.loadMatching(snapshot, options);
  }

  dispose(): void {
    if (!this.trained.dispose()) return;
    this.theta.dispose();
    this.training.dispose();
    this.prediction.dispose();
    this.levelPrediction.dispose();
    for (const assignment of this.assignments) assignment.dispose();
  }

  private assignmentOf(level: number): LevelAssignment {
    const assignment = this.assignments[level];
    if (assignment !== undefined) return assignment;
    throw new RangeError(`There is no level ${level} among ${this.assignments.length}`);
  }

  private mixtureOf(logits: readonly Tensor2D[]): MixtureInputs {
    const classes = this.widths.length - 1;
    const assignments = this.assignments.map((assignment, level) =>
      level === classes && !assignment.isSet ? null : assignment.current(),
    );
    return { logits, assignments, levelWeights: this.theta.current() };
  }

  private mixtureProbabilities(logits: readonly Tensor2D[]): Tensor2D {
    return this.backend.kernels.mixtureProbabilities(this.mixtureOf(logits));
  }

  private inferLevels(images: Tensor4D): Tensor2D[] {
    const logits = this.network.infer(images);
    const { kernels } = this.backend;
    return [this.mixtureProbabilities(logits), ...logits.map((scores) => kernels.softmax(scores))];
  }

  /** Loss, then mean share of each level, of one step. */
  private computeStep(images: Tensor4D) {
    const { logits, backward } = this.network.forward(images);
    const { kernels } = this.backend;
    const { gradients, metrics } = kernels.mixture(this.mixtureOf(logits), this.targets.targets);
    this.finishStep(backward, gradients, metrics);
    return { metrics };
  }

  /** As {@link computeStep}, and the groups drawn of this pass, before its step, level by level. */
  private computeSamplingStep(images: Tensor4D) {
    for (const assignment of this.assignments) assignment.refresh();
    const { logits, backward } = this.network.forward(images);
    const { kernels } = this.backend;
    const { targets } = this.targets;
    const { gradients, metrics } = kernels.mixture(this.mixtureOf(logits), targets);
    // Ω at the step's start.
    const drawn = this.options.groupCounts.map((_, level) =>
      this.assignments[level].sample(logits[level], this.draws.ofLevel(level, targets.labels)),
    );
    this.finishStep(backward, gradients, metrics);
    return {
      metrics,
      ...Object.fromEntries(drawn.map((groups, level) => [outputOf(level), groups])),
    };
  }

  private finishStep(
    backward: HeadedPass['backward'],
    gradients: readonly Tensor2D[],
    metrics: Tensor1D,
  ): void {
    backward(gradients);
    this.theta.leaveGradient(metrics);
    this.trained.optimiser.update();
  }

  private checkSampling(batch: SamplingBatch): void {
    checkSampling(batch, this.options.groupCounts);
    for (const level of this.options.groupCounts.keys()) this.assignments[level].requireCounts();
  }

  /** Computes what follows from Ω before work that only uses it. */
  private readyAssignments(): void {
    this.trained.begin();
    for (const assignment of this.assignments) if (assignment.isSet) assignment.current();
  }

  private forgetWork(): void {
    this.training.forget();
    this.prediction.forget();
    this.levelPrediction.forget();
  }
}

/** What the groups drawn at a level are read as. */
const outputOf = (level: number) => `groups${level}`;

/**
 * Standard deviation of the groups' initial weights, in every network: they begin undecided, beside
 * features that are trained already, so that the first groups drawn are not drawn by chance.
 */
const groupDeviation = 0.01;

/** A classifier a level; that of the classes is called as in the flat network. */
function headsOf(
  { classifier }: Trunk,
  { groupCounts, classCount, classifierDecay }: LevelwiseTrainerOptions,
): HeadOptions[] {
  const decay = (optimisers: number) => optimisers + classifierDecay;
  return [
    ...groupCounts.map((units, level) => ({
      name: `level${level}`,
      units,
      initial: { deviation: groupDeviation },
      decay,
    })),
    { name: classifier.name, units: classCount, decay },
  ];
}
