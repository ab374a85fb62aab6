/**
 * One network with a softmax a level in training on TensorFlow.js. All that a step needs stays on
 * the device: Ψ, Ω and θ as well as the weights.
 */
import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import {
  type AssignmentRule,
  type Batch,
  type Images,
  type LevelwiseTrainer,
  type LevelwiseTrainerOptions,
  type MixtureMetrics,
  type MixtureOutputs,
  type Preparation,
  plainObjective,
  type SamplingBatch,
} from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { freeing } from '../failures.ts';
import type { MixtureInputs } from '../kernels/mixtureKernels.ts';
import { createTrunk } from '../networks/createTrunk.ts';
import { HeadedNetwork, type HeadOptions } from '../networks/headedNetwork.ts';
import type { Layered } from '../networks/layered.ts';
import type { NetworkPass } from '../networks/trainedNetwork.ts';
import type { Trunk } from '../networks/trunk.ts';
import { type BuiltNetwork, NetworkTrainer } from '../networkTrainer.ts';
import { ParameterStore } from '../parameters.ts';
import { Evaluation } from '../repeated/evaluation.ts';
import { checkBatch } from '../repeated/imageFeed.ts';
import type { StepKind } from '../repeated/training.ts';
import { AuxiliaryLoss } from './auxiliaryLoss.ts';
import { LevelAssignment } from './levelAssignment.ts';
import { createLevelWeights, type LevelWeightVariable, levelWeightsName } from './levelWeights.ts';
import { PathHead } from './pathHead.ts';
import { checkSampling, drawnCounts, SamplingDraws } from './sampling.ts';

/** Creates a level-wise network that is given by its layers, freshly initialised, on the backend. */
export function createLayeredLevelwiseTrainer(
  backend: Backend,
  options: Layered<LevelwiseTrainerOptions>,
): LevelwiseTrainer {
  backend.activate();
  return new TfjsLevelwiseTrainer(backend, options);
}

class TfjsLevelwiseTrainer extends NetworkTrainer implements LevelwiseTrainer {
  protected readonly prediction: Evaluation;
  private readonly levelPrediction: Evaluation;
  /** N_l of each level whose groups are drawn. */
  private readonly drawn: readonly number[];
  /** N_l of each level, the classes' last. */
  private readonly widths: readonly number[];
  /** Ψ of each level, the classes' last: while that is not set, it is the identity. */
  private readonly assignments: readonly LevelAssignment[];
  private readonly theta: LevelWeightVariable;
  private readonly draws: SamplingDraws;
  /** Null where it weighs nothing. */
  private readonly auxiliary: AuxiliaryLoss | null;
  /** Null for a mixture. */
  private readonly path: PathHead | null;
  private readonly plainKind: StepKind;
  private readonly samplingKind: StepKind;

  constructor(backend: Backend, options: Layered<LevelwiseTrainerOptions>) {
    const { shape, classCount, groupCounts, training, auxiliaryWeight = 0 } = options;
    const built = build(backend, options);
    const theta = createLevelWeights(backend, built.store, options);
    super(backend, built, { objective: plainObjective, ...options }, [levelWeightsName]);
    this.theta = theta;
    this.drawn = drawnCounts(options);
    this.widths = [...groupCounts, classCount];
    this.assignments = this.widths.map(
      (width, level) => new LevelAssignment(backend.kernels, level, width, classCount),
    );
    this.draws = new SamplingDraws(training.batchSize, this.drawn.length);
    this.auxiliary =
      auxiliaryWeight > 0
        ? new AuxiliaryLoss(auxiliaryWeight, training.batchSize, groupCounts)
        : null;
    this.path = options.path ? new PathHead(this.widths, training.batchSize) : null;
    this.prediction = new Evaluation(backend, shape, [classCount], (images) => [
      this.mixtureProbabilities(this.network.infer(images)),
    ]);
    this.levelPrediction =
      this.path === null
        ? new Evaluation(backend, shape, [classCount, ...this.widths], (images) =>
            this.inferLevels(images),
          )
        : new Evaluation(backend, shape, this.widths, (images) => this.network.infer(images));
    const arrays = [
      ...this.targets.arrays,
      ...this.counters,
      ...(this.auxiliary?.arrays ?? []),
      ...(this.path?.arrays ?? []),
    ];
    this.plainKind = { arrays, compute: (images) => this.computeStep(images) };
    this.samplingKind = {
      arrays: [...arrays, ...this.draws.arrays],
      compute: (images) => this.computeSamplingStep(images),
    };
  }

  setAssignment(level: number, assignment: Float64Array): void {
    this.begin();
    this.assignmentOf(level).set(assignment);
    this.forgetWork();
  }

  setCounts(level: number, counts: Float64Array, rule: AssignmentRule): void {
    this.begin();
    if (level === this.drawn.length) {
      throw new RangeError('The classes’ level has no Ω: its groups are the classes');
    }
    this.assignmentOf(level).setCounts(counts, rule);
    this.forgetWork();
  }

  setGroups(level: number, groupOf: Int32Array): void {
    this.begin();
    this.auxiliary?.setGroups(level, groupOf, this.options.classCount);
    this.path?.setGroups(level, groupOf);
  }

  async counts(level: number): Promise<Float64Array> {
    this.begin();
    const { counts } = this.assignmentOf(level);
    return Float64Array.from(await this.reading(this.backend.memory.read(counts)));
  }

  prepare(
    batch: Batch | SamplingBatch,
    onProgress: (preparation: Preparation) => void,
  ): Promise<void> {
    this.readyAssignments();
    const kind = 'sampling' in batch ? this.samplingKind : this.plainKind;
    return this.reading(this.training.prepare(kind, batch.images, onProgress));
  }

  step(batch: Batch | SamplingBatch, learningRate: number): void {
    this.begin();
    checkBatch(batch, this.options);
    if ('sampling' in batch) this.checkSampling(batch);
    this.beginStep(batch, learningRate);
    this.auxiliary?.fill(batch, this.targets.targets.right);
    this.path?.fill(batch.labels);
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
    if (this.path !== null) return this.takePathMetrics();
    const { losses, others } = await this.readMetrics(this.widths.length + 1);
    return { losses, clampedShares: null, levelShares: others };
  }

  async takeSampledGroups(): Promise<readonly Int32Array[]> {
    this.begin();
    const taken = this.drawn.map((_, level) => this.training.take(outputOf(level)));
    const values = await this.reading(Promise.all(taken));
    return values.map((groups) => Int32Array.from(groups));
  }

  async levelWeights(): Promise<Float64Array> {
    this.begin();
    return Float64Array.from(await this.reading(this.theta.read()));
  }

  setLevelWeights(levelWeights: Float64Array): void {
    this.begin();
    this.theta.set(levelWeights);
    this.forgetWork();
  }

  override async predict(images: Images): Promise<Float32Array> {
    if (this.path !== null) return (await this.predictLevels(images)).classes;
    this.readyAssignments();
    return super.predict(images);
  }

  async predictLevels(images: Images): Promise<MixtureOutputs> {
    this.readyAssignments();
    const all = await this.evaluate(this.levelPrediction, images);
    const [classes, ...levels] = this.path === null ? all : alongPath(this.path, all);
    await this.checkOutputs(classes, this.widths[levels.length - 1]);
    for (const [l, values] of levels.entries()) await this.checkOutputs(values, this.widths[l]);
    return { classes, levels };
  }

  override dispose(): void {
    if (this.isDisposed) return;
    super.dispose();
    freeing(() => {
      this.theta.dispose();
      this.levelPrediction.dispose();
      for (const assignment of this.assignments) assignment.dispose();
    });
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
    const pass = this.network.forward(images);
    const { logits } = pass;
    const { kernels } = this.backend;
    if (this.path !== null) return this.finishPathStep(this.path, pass);
    const { gradients, metrics } = kernels.mixture(this.mixtureOf(logits), this.targets.targets);
    this.finishStep(pass, this.withAuxiliary(logits, gradients), metrics);
    return { metrics };
  }

  /** As {@link computeStep}, and the groups drawn of this pass, before its step, level by level. */
  private computeSamplingStep(images: Tensor4D) {
    for (const assignment of this.assignments) assignment.refresh();
    const pass = this.network.forward(images);
    const { logits } = pass;
    const { kernels } = this.backend;
    const { targets } = this.targets;
    const { gradients, metrics } = kernels.mixture(this.mixtureOf(logits), targets);
    // Ω at the step's start.
    const drawn = this.drawn.map((_, level) =>
      this.assignments[level].sample(logits[level], this.draws.ofLevel(level, targets.labels)),
    );
    this.finishStep(pass, this.withAuxiliary(logits, gradients), metrics);
    return {
      metrics,
      ...Object.fromEntries(drawn.map((groups, level) => [outputOf(level), groups])),
    };
  }

  /** The loss, then each level's part of it. */
  private finishPathStep(path: PathHead, pass: NetworkPass) {
    const { right } = this.targets.targets;
    const { gradients, total, ofLevels } = path.compute(this.backend.kernels, pass.logits, right);
    this.goBack(pass, gradients);
    this.optimiser.update();
    const parts = ofLevels.map((metrics, level) => [partOf(level), metrics] as const);
    return { metrics: total, ...Object.fromEntries(parts) };
  }

  private async takePathMetrics(): Promise<MixtureMetrics> {
    const taken = this.widths.map((_, level) => this.training.take(partOf(level)));
    const { losses } = await this.readMetrics(2);
    const parts = await this.reading(Promise.all(taken));
    const levelShares = new Float32Array(losses.length * parts.length);
    for (const [level, values] of parts.entries()) {
      for (const [step, loss] of losses.entries()) {
        levelShares[step * parts.length + level] = loss > 0 ? values[2 * step] / loss : 0;
      }
    }
    return { losses, clampedShares: null, levelShares };
  }

  private withAuxiliary(logits: readonly Tensor2D[], gradients: readonly Tensor2D[]) {
    return this.auxiliary?.add(this.backend.kernels, logits, gradients) ?? gradients;
  }

  private finishStep(pass: NetworkPass, gradients: readonly Tensor2D[], metrics: Tensor1D): void {
    this.goBack(pass, gradients);
    this.theta.leaveGradient(metrics, this.lossScale);
    this.optimiser.update();
  }

  private checkSampling(batch: SamplingBatch): void {
    checkSampling(batch, this.drawn);
    for (const level of this.drawn.keys()) this.assignments[level].requireCounts();
  }

  /** Computes what follows from Ω before work that only uses it. */
  private readyAssignments(): void {
    this.begin();
    for (const assignment of this.assignments) if (assignment.isSet) assignment.current();
  }

  private forgetWork(): void {
    this.training.forget();
    this.prediction.forget();
    this.levelPrediction.forget();
  }
}

/** What a level's part of the loss along the path is read as. */
const partOf = (level: number) => `part${level}`;

/** The classes' probabilities, then those of each level, from the logits of each. */
function alongPath(path: PathHead, logits: readonly Float32Array[]): readonly Float32Array[] {
  const levels = path.probabilities(logits);
  return [levels[levels.length - 1], ...levels];
}

/** What the groups drawn at a level are read as. */
const outputOf = (level: number) => `groups${level}`;

/**
 * Standard deviation of the groups' initial weights, in every network: they begin undecided, beside
 * features that are trained already, so that the first groups drawn are not drawn by chance.
 */
const groupDeviation = 0.01;

/** The trunk with a classifier a level. */
function build(backend: Backend, options: Layered<LevelwiseTrainerOptions>): BuiltNetwork {
  const { layers, seed, round } = options;
  const store = new ParameterStore(backend.memory, seed, round);
  const trunk = createTrunk(backend, store, layers);
  const heads = headsOf(trunk, options);
  return { store, network: new HeadedNetwork(backend.kernels, store, trunk, heads) };
}

/** A classifier a level; that of the classes is called as in the flat network. */
function headsOf(
  { classifier }: Trunk,
  {
    groupCounts,
    classCount,
    classifierDecay,
  }: Pick<LevelwiseTrainerOptions, 'groupCounts' | 'classCount' | 'classifierDecay'>,
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
