/**
 * One network in training on TensorFlow.js, with one classifier. A step records no tape: layers
 * know their own backward pass (layers/layer.ts).
 */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { placedNetwork } from '../../spec/networks/networkFacts.ts';
import type {
  Batch,
  Classifier,
  Images,
  Preparation,
  StepMetrics,
  Trainer,
  TrainerOptions,
  TrainerSnapshot,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { checkProbabilities, diverged } from './failures.ts';
import { createTrunk } from './networks/createTrunk.ts';
import { HeadedNetwork } from './networks/headedNetwork.ts';
import {
  BatchTargets,
  type ClassWeights,
  checkWeights,
  equalWeights,
  wholeLabelsOf,
} from './objective.ts';
import { ParameterStore } from './parameters.ts';
import { Evaluation } from './repeated/evaluation.ts';
import { type StepKind, Training } from './repeated/training.ts';
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
  private readonly training: Training;
  private readonly prediction: Evaluation;
  private readonly targets: BatchTargets;
  private readonly kind: StepKind;

  constructor(backend: Backend, options: TrainerOptions) {
    const { network, shape, classCount, seed, round } = options;
    this.backend = backend;
    this.options = options;
    const store = new ParameterStore(backend.memory, seed, round);
    const layers = placedNetwork(network, shape, classCount);
    const trunk = createTrunk(backend.kernels, store, layers);
    const classes = { name: trunk.classifier.name, units: classCount };
    this.network = new HeadedNetwork(backend.kernels, store, trunk, [classes]);
    this.trained = new TrainedNetwork(backend, store, this.network, options);
    const { batchSize } = options.training;
    this.targets = new BatchTargets(options.objective, batchSize, classCount);
    this.training = new Training(backend, shape, batchSize);
    this.prediction = new Evaluation(backend, shape, [classCount], (images) =>
      this.network.infer(images).map((logits) => backend.kernels.softmax(logits)),
    );
    this.kind = {
      arrays: [...this.targets.arrays, this.trained.optimiser.numbers],
      compute: (images) => this.computeStep(images),
    };
    this.parameterCount = store.count();
    this.featureCount = trunk.featureCount;
    this.weights = equalWeights(classCount);
  }

  setClassWeights(weights: Float64Array, wrongClassWeights = weights): void {
    checkWeights(weights, this.options.classCount);
    checkWeights(wrongClassWeights, this.options.classCount);
    this.weights = { right: weights.slice(), wrong: wrongClassWeights.slice() };
  }

  prepare(batch: Batch, onProgress: (preparation: Preparation) => void): Promise<void> {
    this.trained.begin();
    return this.trained.reading(this.training.prepare(this.kind, batch.images, onProgress));
  }

  step(batch: Batch, learningRate: number): void {
    this.trained.begin();
    this.trained.checkBatch(batch);
    this.targets.fill(batch.labels, this.weights, wholeLabelsOf(batch));
    this.trained.optimiser.count(learningRate);
    this.training.run(this.kind, batch.images);
  }

  async takeMetrics(): Promise<StepMetrics> {
    this.trained.begin();
    const values = await this.trained.reading(this.training.take('metrics'));
    const losses = values.filter((_, index) => index % 2 === 0);
    if (!losses.every(Number.isFinite)) throw diverged();
    const hasClamp = this.options.objective === 'margin';
    return {
      losses,
      clampedShares: hasClamp ? values.filter((_, index) => index % 2 === 1) : null,
    };
  }

  async predict(images: Images): Promise<Float32Array> {
    const [probabilities] = await this.trained.evaluate(this.prediction, images);
    checkProbabilities(probabilities, this.options.classCount);
    return probabilities;
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
    this.training.dispose();
    this.prediction.dispose();
  }

  /** Loss and share of clamped ln p of one step. */
  private computeStep(images: Tensor4D) {
    const { logits, backward } = this.network.forward(images);
    const { gradient, metrics } = this.backend.kernels.objective(logits[0], this.targets.targets);
    backward([gradient]);
    this.trained.optimiser.update();
    return { metrics };
  }
}
