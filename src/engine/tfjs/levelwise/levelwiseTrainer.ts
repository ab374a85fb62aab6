/**
 * One network with a softmax a level in training on TensorFlow.js. All that a step needs stays on
 * the device: Ψ, Ω and θ as well as the weights.
 */
import { concat, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type {
  AssignmentRule,
  Batch,
  Classifier,
  LevelwiseTrainer,
  LevelwiseTrainerOptions,
  MixtureMetrics,
  MixtureOutputs,
  SamplingBatch,
  TrainerSnapshot,
} from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { checkProbabilities, diverged } from '../failures.ts';
import type { Mixture } from '../kernels/mixtureKernels.ts';
import { createTrunk } from '../networks/createTrunk.ts';
import { HeadedNetwork, type HeadOptions } from '../networks/headedNetwork.ts';
import type { Trunk } from '../networks/trunk.ts';
import { type ClassWeights, checkWeights, equalWeights, targetsOf } from '../objective.ts';
import { ParameterStore } from '../parameters.ts';
import { StepReadings } from '../stepReadings.ts';
import { TrainedNetwork } from '../trainedNetwork.ts';
import { LevelAssignment } from './levelAssignment.ts';
import {
  createLevelWeights,
  type LevelWeights,
  levelWeightsName,
  sharesOf,
} from './levelWeights.ts';
import { checkSampling } from './sampling.ts';

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
  private readonly theta: LevelWeights;
  private weights: ClassWeights;
  /** Of each step since the last reading: loss, mean share of each level. */
  private readonly metrics: StepReadings;
  /** Of each sampling step since the last reading: the groups drawn, level after level. */
  private readonly sampled: StepReadings;

  constructor(backend: Backend, options: LevelwiseTrainerOptions) {
    const { network, shape, classCount, groupCounts, seed, round } = options;
    const { kernels } = backend;
    this.backend = backend;
    this.options = options;
    this.widths = [...groupCounts, classCount];
    const store = new ParameterStore(seed, round);
    const trunk = createTrunk(kernels, store, network, shape);
    this.network = new HeadedNetwork(kernels, store, trunk, headsOf(trunk, options));
    this.theta = createLevelWeights(store, options);
    this.trained = new TrainedNetwork(backend, store, this.network, options, [levelWeightsName]);
    this.assignments = this.widths.map(
      (width, level) => new LevelAssignment(kernels, level, width, classCount),
    );
    this.metrics = new StepReadings(this.trained);
    this.sampled = new StepReadings(this.trained);
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
  }

  setCounts(level: number, counts: Float64Array, rule: AssignmentRule): void {
    this.trained.begin();
    if (level === this.options.groupCounts.length) {
      throw new RangeError('The classes’ level has no Ω: its groups are the classes');
    }
    this.assignmentOf(level).setCounts(counts, rule);
  }

  async counts(level: number): Promise<Float64Array> {
    this.trained.begin();
    const { counts } = this.assignmentOf(level);
    return Float64Array.from(await this.trained.read(counts));
  }

  step(batch: Batch | SamplingBatch, learningRate: number): void {
    this.trained.begin();
    this.trained.checkBatch(batch);
    if ('sampling' in batch) checkSampling(batch, this.options.groupCounts);
    const targets = targetsOf('weighted-likelihood', batch.labels, this.weights);
    tidy(() => {
      const x = this.trained.upload(batch.images, batch.labels.length);
      const { logits, backward } = this.network.forward(x);
      const { gradients, metrics } = this.backend.kernels.mixture(this.mixtureOf(logits), targets);
      // Of this pass, and before its step: Ω at the step's start.
      if ('sampling' in batch) this.sample(batch, logits);
      backward(gradients);
      this.theta.leaveGradient(sharesOf(metrics));
      this.trained.optimiser.update(learningRate);
      this.metrics.push(metrics);
    });
  }

  async takeMetrics(): Promise<MixtureMetrics> {
    this.trained.begin();
    const values = await this.metrics.take();
    const width = this.widths.length + 1;
    const losses = values.filter((_, index) => index % width === 0);
    if (!losses.every(Number.isFinite)) throw diverged();
    const levelShares = values.filter((_, index) => index % width !== 0);
    return { losses, clampedShares: null, levelShares };
  }

  async takeSampledGroups(): Promise<readonly Int32Array[]> {
    this.trained.begin();
    const values = await this.sampled.take();
    const { groupCounts, training } = this.options;
    const stride = groupCounts.length * training.batchSize;
    return groupCounts.map((_, level) => {
      const isOfLevel = (index: number) =>
        Math.floor((index % stride) / training.batchSize) === level;
      return Int32Array.from(values.filter((_value, index) => isOfLevel(index)));
    });
  }

  async levelWeights(): Promise<Float64Array> {
    this.trained.begin();
    const copy = tidy(() => this.theta.current().clone());
    return Float64Array.from(await this.trained.readAndFree(copy));
  }

  setLevelWeights(levelWeights: Float64Array): void {
    this.trained.begin();
    this.theta.set(levelWeights);
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    const { classCount } = this.options;
    const [classes] = await this.trained.inPieces(images, [classCount], (x) => [
      this.backend.kernels.mixtureProbabilities(this.mixtureOf(this.network.infer(x))),
    ]);
    checkProbabilities(classes, classCount);
    return classes;
  }

  async predictLevels(images: Float32Array): Promise<MixtureOutputs> {
    const widths = [this.options.classCount, ...this.widths];
    const { kernels } = this.backend;
    const all = await this.trained.inPieces(images, widths, (x) => {
      const logits = this.network.infer(x);
      const classes = kernels.mixtureProbabilities(this.mixtureOf(logits));
      return [classes, ...logits.map((scores) => kernels.softmax(scores))];
    });
    for (const [index, values] of all.entries()) checkProbabilities(values, widths[index]);
    const [classes, ...levels] = all;
    return { classes, levels };
  }

  features(images: Float32Array): Promise<Float32Array> {
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
    this.metrics.dispose();
    this.sampled.dispose();
    for (const assignment of this.assignments) assignment.dispose();
  }

  private assignmentOf(level: number): LevelAssignment {
    const assignment = this.assignments[level];
    if (assignment !== undefined) return assignment;
    throw new RangeError(`There is no level ${level} among ${this.assignments.length}`);
  }

  private mixtureOf(logits: readonly Tensor2D[]): Mixture {
    const classes = this.widths.length - 1;
    const assignments = this.assignments.map((assignment, level) =>
      level === classes && !assignment.isSet ? null : assignment.current(),
    );
    return { logits, assignments, levelWeights: this.theta.current() };
  }

  private sample({ labels, sampling }: SamplingBatch, logits: readonly Tensor2D[]): void {
    const { groups, uniforms, free } = sampling;
    const drawn = groups.map((ofLevel, level) => {
      const draw = { labels, groups: ofLevel, uniforms: uniforms[level], free };
      return this.assignments[level].sample(logits[level], draw);
    });
    if (drawn.length > 0) this.sampled.push(concat(drawn));
  }
}

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
      deviation: groupDeviation,
      decay,
    })),
    { name: classifier.name, units: classCount, decay },
  ];
}
