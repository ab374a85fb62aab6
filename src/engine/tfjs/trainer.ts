/**
 * One network in training on TensorFlow.js, with one classifier. A step records no tape: layers
 * know their own way back (layers/layer.ts).
 */
import { tidy } from '@tensorflow/tfjs-core';
import type {
  Batch,
  Classifier,
  StepMetrics,
  Trainer,
  TrainerOptions,
  TrainerSnapshot,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { checkProbabilities, diverged } from './failures.ts';
import { createTrunk } from './networks/createTrunk.ts';
import { HeadedNetwork } from './networks/headedNetwork.ts';
import { type ClassWeights, checkWeights, equalWeights, targetsOf } from './objective.ts';
import { ParameterStore } from './parameters.ts';
import { StepReadings } from './stepReadings.ts';
import { TrainedNetwork } from './trainedNetwork.ts';

/** Creates a network, freshly initialised, on the backend. */
export function createTrainer(backend: Backend, options: TrainerOptions): Trainer {
  backend.activate();
  return new TfjsTrainer(backend, options);
}

class TfjsTrainer implements Trainer {
  readonly parameterCount: number;
  readonly featureCount: number;
  private readonly backend: Backend;
  private readonly options: TrainerOptions;
  private readonly network: HeadedNetwork;
  private readonly trained: TrainedNetwork;
  private weights: ClassWeights;
  /** Of each step since the last reading: loss, share of clamped ln p. */
  private readonly metrics: StepReadings;

  constructor(backend: Backend, options: TrainerOptions) {
    const { network, shape, classCount, seed, round } = options;
    this.backend = backend;
    this.options = options;
    const store = new ParameterStore(seed, round);
    const trunk = createTrunk(backend.kernels, store, network, shape);
    const classes = { name: trunk.classifier.name, units: classCount };
    this.network = new HeadedNetwork(backend.kernels, store, trunk, [classes]);
    this.trained = new TrainedNetwork(backend, store, this.network, options);
    this.metrics = new StepReadings(this.trained);
    this.parameterCount = store.count();
    this.featureCount = trunk.featureCount;
    this.weights = equalWeights(classCount);
  }

  setClassWeights(weights: Float64Array, wrongClassWeights = weights): void {
    checkWeights(weights, this.options.classCount);
    checkWeights(wrongClassWeights, this.options.classCount);
    this.weights = { right: weights.slice(), wrong: wrongClassWeights.slice() };
  }

  step(batch: Batch, learningRate: number): void {
    this.trained.begin();
    this.trained.checkBatch(batch);
    const targets = targetsOf(this.options.objective, batch.labels, this.weights);
    tidy(() => {
      const x = this.trained.upload(batch.images, batch.labels.length);
      const { logits, backward } = this.network.forward(x);
      const { gradient, metrics } = this.backend.kernels.objective(logits[0], targets);
      backward([gradient]);
      this.trained.optimiser.update(learningRate);
      this.metrics.push(metrics);
    });
  }

  async takeMetrics(): Promise<StepMetrics> {
    this.trained.begin();
    const values = await this.metrics.take();
    const losses = values.filter((_, index) => index % 2 === 0);
    if (!losses.every(Number.isFinite)) throw diverged();
    const hasClamp = this.options.objective === 'margin';
    return {
      losses,
      clampedShares: hasClamp ? values.filter((_, index) => index % 2 === 1) : null,
    };
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    const { classCount } = this.options;
    const [probabilities] = await this.trained.inPieces(images, [classCount], (x) =>
      this.network.infer(x).map((logits) => this.backend.kernels.softmax(logits)),
    );
    checkProbabilities(probabilities, classCount);
    return probabilities;
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
    if (this.trained.dispose()) this.metrics.dispose();
  }
}
