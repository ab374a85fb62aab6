/**
 * The narrow interface between the methods and whatever computes. Methods see this file only;
 * tensors, kernels and devices stay behind it.
 *
 * Images travel as float32, already normalised and augmented, in the order height, width, channel.
 */
import type { NetworkSpec, TrainingSpec } from '../spec/experimentSpec.ts';
import type { DeviceInfo } from '../spec/runEvent.ts';
import type { ImageShape } from '../spec/units.ts';

/**
 * What a trainer minimises over a batch of B images with labels y, probabilities p and class
 * weights w (set by {@link Trainer.setClassWeights}); the last is the batch mean of Eq. 3.
 *
 * - `weighted-likelihood`: −Σ_i w(y_i) ln p_{y_i}(x_i) / Σ_i w(y_i).
 * - `margin`: −(1/B) Σ_i [ w(y_i) ln p_{y_i} − Σ_{l ≠ y_i} v(l) max(ln p_l, ln 1e-7) ],
 *   where v are the weights of the wrong classes.
 */
export type Objective = 'weighted-likelihood' | 'margin';

export interface TrainerOptions {
  readonly network: NetworkSpec;
  readonly shape: ImageShape;
  /** N. */
  readonly classCount: number;
  readonly objective: Objective;
  readonly training: Pick<TrainingSpec, 'optimizer' | 'momentum' | 'weightDecay' | 'batchSize'>;
  /** Seed and key of the stream that the initial weights are drawn from. */
  readonly seed: number;
  /** The round, from 1: networks of different rounds start differently. */
  readonly round: number;
}

/** Labelled images, as many as there are labels. */
export interface Batch {
  /** count × height × width × channels values. */
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

/**
 * What the steps since the last reading came to, step by step in order: kept apart so that sums
 * over an epoch do not depend on when readings happened.
 */
export interface StepMetrics {
  /** The objective of each step. */
  readonly losses: Float32Array;
  /** Share of ln p of wrong classes that the margin objective's clamp held; null elsewhere. */
  readonly clampedShares: Float32Array | null;
}

/** A network's weights and everything else that training changes, by name. */
export interface TrainerSnapshot {
  readonly tensors: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
  >;
}

/** One network in training. Calls after {@link Trainer.dispose} throw. */
export interface Trainer {
  /** Number of trainable parameters. */
  readonly parameterCount: number;
  /**
   * One weight per class: w of the objective, and for `margin` also v. At first all are 1.
   * @throws RangeError unless there are N weights, each finite and ≥ 0, one of them above 0.
   */
  setClassWeights(weights: Float64Array, wrongClassWeights?: Float64Array): void;
  /** One optimiser step on a batch of exactly `batchSize` images; does not wait for the device. */
  step(batch: Batch, learningRate: number): void;
  /**
   * Reads and forgets the metrics of the steps since the last call. Waits for the device.
   * @throws EngineError when training diverged (a loss that is not finite) or the device failed.
   */
  takeMetrics(): Promise<StepMetrics>;
  /**
   * Class probabilities in inference mode, count × N. Any count; the trainer cuts it into pieces.
   * @throws EngineError when the device fails.
   */
  predict(images: Float32Array): Promise<Float32Array>;
  /** Weights, optimiser slots and batch-norm statistics. */
  save(): Promise<TrainerSnapshot>;
  /** Puts a snapshot of an equal network back. @throws RangeError where names or shapes differ. */
  load(snapshot: TrainerSnapshot): void;
  /** Frees all memory on the device. */
  dispose(): void;
}

export interface Engine {
  readonly device: DeviceInfo;
  createTrainer(options: TrainerOptions): Trainer;
  /** Frees the device. Its trainers must have been disposed of. */
  dispose(): void;
}

/** A device that is missing, was lost, or computed nonsense: for people, with what to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    message: string,
    /** What the person can do about it. */
    readonly remedy: string,
  ) {
    super(message);
  }
}
