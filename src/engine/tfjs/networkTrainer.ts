/**
 * What every trainer does with its network on a device, whatever it minimises: class weights,
 * reading, predictions and features, snapshots. Nothing is read from the device but where a
 * function says that it waits.
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import {
  type Batch,
  type Classifier,
  DivergedError,
  firstNotFinite,
  type Images,
  type TrainerOptions,
  type TrainerSnapshot,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { checkProbabilities, freeing } from './failures.ts';
import { createLossScale, type LossScale } from './lossScale.ts';
import type { NetworkPass, TrainedNetwork } from './networks/trainedNetwork.ts';
import {
  type BatchPart,
  BatchTargets,
  type ClassWeights,
  checkImageWeights,
  checkWeights,
  equalWeights,
} from './objective.ts';
import { createOptimiser, type Optimiser } from './optimisers.ts';
import type { ParameterStore } from './parameters.ts';
import { Evaluation } from './repeated/evaluation.ts';
import { checkBatch } from './repeated/imageFeed.ts';
import { Training } from './repeated/training.ts';
import type { HostArray } from './repeated/work.ts';

/** A network, and the store that holds all its parameters by now. */
export interface BuiltNetwork {
  readonly store: ParameterStore;
  readonly network: TrainedNetwork;
}

type Options = Pick<TrainerOptions, 'shape' | 'classCount' | 'objective' | 'training'>;

export abstract class NetworkTrainer {
  readonly parameterCount: number;
  readonly featureCount: number;
  protected readonly backend: Backend;
  protected readonly network: TrainedNetwork;
  protected readonly options: Pick<
    TrainerOptions,
    'shape' | 'classCount' | 'objective' | 'training'
  >;
  protected readonly optimiser: Optimiser;
  /** Null on devices that keep all in float32. */
  protected readonly lossScale: LossScale | null;
  protected readonly targets: BatchTargets;
  protected readonly training: Training;
  /** Class probabilities of images. */
  protected abstract readonly prediction: Evaluation;
  /** Host arrays that every step depends on, beside its images and targets. */
  protected readonly counters: readonly HostArray[];
  protected isDisposed = false;
  private readonly store: ParameterStore;
  private readonly kept: readonly string[];
  private readonly featureReading: Evaluation;
  private weights: ClassWeights;

  /** Parameters named in `kept` are not taken over from other networks. */
  protected constructor(
    backend: Backend,
    { store, network }: BuiltNetwork,
    options: Options,
    kept: readonly string[] = [],
  ) {
    const { shape, classCount, objective, training } = options;
    this.backend = backend;
    this.store = store;
    this.network = network;
    this.options = options;
    this.kept = kept;
    this.lossScale = createLossScale(backend, store);
    const { kernels, memory } = backend;
    this.optimiser = createOptimiser(kernels, store, memory, training, this.lossScale);
    this.counters = [this.optimiser.numbers, ...store.dropout.arrays];
    this.targets = new BatchTargets(objective, training.batchSize, classCount);
    this.training = new Training(backend, shape, training.batchSize);
    this.parameterCount = store.count();
    this.featureCount = network.featureCounts.reduce((sum, count) => sum + count, 0);
    this.featureReading = new Evaluation(backend, shape, network.featureCounts, (images) =>
      network.features(images),
    );
    this.weights = equalWeights(classCount);
  }

  setClassWeights(weights: Float64Array, wrongClassWeights = weights): void {
    checkWeights(weights, this.options.classCount);
    checkWeights(wrongClassWeights, this.options.classCount);
    this.weights = { right: weights.slice(), wrong: wrongClassWeights.slice() };
  }

  async predict(images: Images): Promise<Float32Array> {
    const [probabilities] = await this.evaluate(this.prediction, images);
    await this.checkOutputs(probabilities, this.options.classCount);
    return probabilities;
  }

  async features(images: Images): Promise<Float32Array> {
    const parts = await this.evaluate(this.featureReading, images);
    const features = sideBySide(parts, this.network.featureCounts);
    if (!features.every(Number.isFinite)) throw await this.diverged('a feature', null);
    return features;
  }

  /** One for each head. */
  async classifiers(): Promise<readonly Classifier[]> {
    this.begin();
    const heads = this.network.heads.map(async ({ weights, bias }) => {
      const values = [weights, bias].map(({ value }) => this.backend.memory.read(value));
      const [matrix, row] = await Promise.all(values);
      return { weights: matrix, bias: row };
    });
    return this.reading(Promise.all(heads));
  }

  async save(): Promise<TrainerSnapshot> {
    this.begin();
    const counted = { ...this.optimiser.save(), ...this.store.dropout.save() };
    const stored = await this.reading(this.store.save());
    return { tensors: { ...stored, ...counted } };
  }

  load({ tensors }: TrainerSnapshot): void {
    this.begin();
    this.store.load(this.optimiser.load(this.store.dropout.load(tensors)));
  }

  loadMatching({ tensors }: TrainerSnapshot, { classifier }: { classifier: boolean }): number {
    this.begin();
    const heads = this.network.heads.flatMap(({ weights, bias }) => [weights.name, bias.name]);
    const left = new Set(classifier ? this.kept : [...this.kept, ...heads]);
    const taken = this.store.loadMatching(tensors, (name) => !left.has(name));
    this.optimiser.loadMatching(tensors, taken);
    this.store.dropout.loadMatching(tensors);
    return taken.size;
  }

  /** Trainers with more to free extend this. */
  dispose(): void {
    if (this.isDisposed) return;
    // Also where the device failed: what it holds may be in the way of the next one.
    this.backend.activate();
    this.isDisposed = true;
    freeing(() => {
      this.featureReading.dispose();
      this.store.dispose();
      this.optimiser.dispose();
      this.training.dispose();
      this.prediction.dispose();
    });
  }

  /** Leaves gradients with the parameters, from those of the loss, which are freed where it is scaled. */
  protected goBack({ backward }: Pick<NetworkPass, 'backward'>, ofLoss: readonly Tensor2D[]): void {
    backward(ofLoss.map((gradient) => this.lossScale?.scaled(gradient) ?? gradient));
  }

  /** What every call begins with: trainers of several backends may live side by side. */
  protected begin(): void {
    if (this.isDisposed) throw new Error('This trainer has been disposed of');
    this.backend.check();
    this.backend.activate();
  }

  /** Gets targets and the optimiser's numbers ready for a step. @throws RangeError, as {@link checkBatch}. */
  protected beginStep(batch: Batch & Partial<BatchPart>, learningRate: number): void {
    this.begin();
    checkBatch(batch, this.options);
    checkImageWeights(batch);
    this.targets.fill(batch, this.weights);
    this.optimiser.count(learningRate);
    this.store.dropout.count();
  }

  /**
   * The metrics of the steps since the last call: the loss of each, and what else each one has of
   * its `width` values. Waits for the device. @throws EngineError where a loss is not finite.
   */
  protected async readMetrics(width: number) {
    this.begin();
    const values = await this.reading(this.training.take('metrics'));
    const losses = values.filter((_, index) => index % width === 0);
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad !== -1) throw await this.diverged('the loss', bad + 1);
    return { losses, others: values.filter((_, index) => index % width !== 0) };
  }

  /** Probabilities, `width` an image. @throws EngineError where they are none. */
  protected async checkOutputs(probabilities: Float32Array, width: number): Promise<void> {
    try {
      checkProbabilities(probabilities, width);
    } catch (error) {
      throw error instanceof DivergedError ? await this.diverged('a probability', null) : error;
    }
  }

  /** The failure of a network whose numbers are not finite, with the layer where they begin. */
  private async diverged(what: string, step: number | null): Promise<DivergedError> {
    const tensors = await this.reading(this.store.save());
    return new DivergedError({ what, step, tensor: firstNotFinite(tensors) });
  }

  /** Waits for values that are read. @throws EngineError when the device failed. */
  protected async reading<T>(values: Promise<T>): Promise<T> {
    const read = await values.catch(async (cause: unknown) => {
      throw await this.backend.explain(cause);
    });
    this.backend.check();
    return read;
  }

  /** What an evaluation says of images. Waits for the device. @throws EngineError when it failed. */
  protected evaluate(evaluation: Evaluation, images: Images): Promise<Float32Array[]> {
    this.begin();
    return this.reading(evaluation.of(images));
  }
}

/** Rows of several matrices, given by their widths, joined one after another. */
function sideBySide(parts: readonly Float32Array[], widths: readonly number[]): Float32Array {
  if (parts.length === 1) return parts[0];
  const rows = parts[0].length / widths[0];
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const joined = new Float32Array(rows * whole);
  let at = 0;
  for (const [index, width] of widths.entries()) {
    for (let row = 0; row < rows; row++) {
      const values = parts[index].subarray(row * width, (row + 1) * width);
      joined.set(values, row * whole + at);
    }
    at += width;
  }
  return joined;
}
