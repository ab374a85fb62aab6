/**
 * One network in training on TensorFlow.js. A step records no tape: layers know their own way back
 * (layers/layer.ts). Nothing is read from the device but in {@link Trainer.takeMetrics},
 * {@link Trainer.predict} and {@link Trainer.save}.
 */
import {
  concat,
  keep,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import {
  type Batch,
  EngineError,
  type StepMetrics,
  type Trainer,
  type TrainerOptions,
  type TrainerSnapshot,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { createNetwork, type Network } from './networks/createNetwork.ts';
import { type ClassWeights, checkWeights, equalWeights, targetsOf } from './objective.ts';
import { createOptimiser, type Optimiser } from './optimisers.ts';
import { ParameterStore } from './parameters.ts';

/** Images in one piece of a prediction: bounds the memory of its activations. */
const pieceSize = 256;

/** Creates a network, freshly initialised, on the backend. */
export function createTrainer(backend: Backend, options: TrainerOptions): Trainer {
  backend.activate();
  return new TfjsTrainer(backend, options);
}

class TfjsTrainer implements Trainer {
  readonly parameterCount: number;
  private readonly backend: Backend;
  private readonly options: TrainerOptions;
  private readonly store: ParameterStore;
  private readonly network: Network;
  private readonly optimiser: Optimiser;
  private weights: ClassWeights;
  /** Of each step since the last reading: loss, share of clamped ln p. */
  private metrics: Tensor1D[] = [];
  private isDisposed = false;

  constructor(backend: Backend, options: TrainerOptions) {
    const { network, shape, classCount, seed, round, training } = options;
    this.backend = backend;
    this.options = options;
    this.store = new ParameterStore(seed, round);
    this.network = createNetwork(backend.kernels, this.store, network, shape, classCount);
    this.optimiser = createOptimiser(backend.kernels, this.store, training);
    this.parameterCount = this.store.count();
    this.weights = equalWeights(classCount);
  }

  setClassWeights(weights: Float64Array, wrongClassWeights = weights): void {
    checkWeights(weights, this.options.classCount);
    checkWeights(wrongClassWeights, this.options.classCount);
    this.weights = { right: weights.slice(), wrong: wrongClassWeights.slice() };
  }

  step(batch: Batch, learningRate: number): void {
    this.begin();
    const { objective, training } = this.options;
    if (batch.labels.length !== training.batchSize) {
      throw new RangeError(`${batch.labels.length} images in a batch of ${training.batchSize}`);
    }
    const targets = targetsOf(objective, batch.labels, this.weights);
    tidy(() => {
      const x = this.upload(batch.images, batch.labels.length);
      const { output, backward } = this.network.forward(x);
      const { gradient, metrics } = this.backend.kernels.objective(output, targets);
      backward(gradient, false);
      this.optimiser.update(learningRate);
      this.metrics.push(keep(metrics));
    });
  }

  async takeMetrics(): Promise<StepMetrics> {
    this.begin();
    const taken = this.metrics;
    this.metrics = [];
    const values =
      taken.length === 0 ? new Float32Array() : await this.readAndFree(joinAndFree(taken));
    const losses = values.filter((_, index) => index % 2 === 0);
    if (!losses.every(Number.isFinite)) throw diverged();
    const hasClamp = this.options.objective === 'margin';
    return {
      losses,
      clampedShares: hasClamp ? values.filter((_, index) => index % 2 === 1) : null,
    };
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    const { classCount, shape } = this.options;
    const imageSize = shape.height * shape.width * shape.channels;
    const count = images.length / imageSize;
    if (!Number.isInteger(count)) {
      throw new RangeError(`${images.length} values are no whole number of images`);
    }
    const probabilities = new Float32Array(count * classCount);
    for (let first = 0; first < count; first += pieceSize) {
      const last = Math.min(count, first + pieceSize);
      const piece = images.subarray(first * imageSize, last * imageSize);
      probabilities.set(await this.predictPiece(piece, last - first), first * classCount);
    }
    return probabilities;
  }

  async save(): Promise<TrainerSnapshot> {
    this.begin();
    const counted = this.optimiser.save();
    const held = await this.store.save().catch((cause: unknown) => {
      this.backend.check();
      throw unreadable(cause);
    });
    this.backend.check();
    return { tensors: { ...held, ...counted } };
  }

  load({ tensors }: TrainerSnapshot): void {
    this.begin();
    this.store.load(this.optimiser.load(tensors));
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.begin();
    this.isDisposed = true;
    this.store.dispose();
    for (const metrics of this.metrics) metrics.dispose();
  }

  private async predictPiece(images: Float32Array, count: number): Promise<Float32Array> {
    this.begin();
    const output = tidy(() => {
      const logits: Tensor2D = this.network.infer(this.upload(images, count));
      return this.backend.kernels.softmax(logits);
    });
    const probabilities = await this.readAndFree(output);
    checkProbabilities(probabilities, this.options.classCount);
    return probabilities;
  }

  private async readAndFree(tensor: Tensor): Promise<Float32Array> {
    try {
      return Float32Array.from(await tensor.data<'float32'>());
    } catch (cause) {
      throw unreadable(cause);
    } finally {
      tensor.dispose();
      // The device's own words, where it has any, come before ours.
      this.backend.check();
    }
  }

  private upload(images: Float32Array, count: number): Tensor4D {
    const { height, width, channels } = this.options.shape;
    return tensor4d(images, [count, height, width, channels], 'float32');
  }

  /** What every call begins with: trainers of several backends may live side by side. */
  private begin(): void {
    if (this.isDisposed) throw new Error('This trainer has been disposed of');
    this.backend.check();
    this.backend.activate();
  }
}

/** Some tensors, at least one, one after another; frees them. */
function joinAndFree(tensors: Tensor1D[]): Tensor1D {
  const joined = concat(tensors);
  for (const tensor of tensors) tensor.dispose();
  return joined;
}

function unreadable(cause: unknown): EngineError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EngineError(
    `The device failed while it was read: ${reason}`,
    'Start the run again; if it happens again, choose another device.',
  );
}

function diverged(): EngineError {
  return new EngineError(
    'Training diverged: the loss is no longer a number.',
    'Lower the learning rate, for instance to a tenth of it.',
  );
}

/** A failing device may answer zeros without an error: rows that do not sum to 1 are refused. */
function checkProbabilities(probabilities: Float32Array, classCount: number): void {
  for (let start = 0; start < probabilities.length; start += classCount) {
    let sum = 0;
    for (let index = start; index < start + classCount; index++) sum += probabilities[index];
    if (Number.isNaN(sum)) throw diverged();
    if (Math.abs(sum - 1) > 0.01) {
      throw new EngineError(
        `The device computed nonsense: probabilities sum to ${sum.toPrecision(3)}, not 1.`,
        'Reload the page; if it happens again, choose another device.',
      );
    }
  }
}
