/**
 * The narrow interface between the methods and whatever computes. Methods see this file only;
 * tensors, kernels and devices stay behind it.
 *
 * Images are named by where they lie as bytes, so that a device may keep them and augment and
 * normalise them itself; or they travel as float32, as the network takes them, in the order height,
 * width, channel.
 */
import type { GivenImages } from '../data/prepare/imageSource.ts';
import type { NetworkSpec } from '../spec/networks/networks.ts';
import type { DeviceInfo } from '../spec/run/events/runEvents.ts';
import type { MeasuredPart } from '../spec/run/stepProfile.ts';
import type { TrainingSpec } from '../spec/sections/trainingSpec.ts';
import type { ImageShape } from '../spec/units.ts';

/**
 * What a trainer minimises over a batch of B images with labels y, probabilities p and class
 * weights w (set by {@link Trainer.setClassWeights}); the last is the batch mean of Eq. 3.
 *
 * - `weighted-likelihood`: −Σ_i w(y_i) ln p_{y_i}(x_i) / Σ_i w(y_i).
 * - `mean-likelihood`: −(1/B) Σ_i w(y_i) ln p_{y_i}(x_i), so that a batch of heavy images counts more.
 * - `focal`: −(1/B) Σ_i w(y_i) (1 − p_{y_i})^γ ln p_{y_i}, γ ≥ 0 the focusing parameter.
 * - `adjusted-likelihood`: `mean-likelihood` with p the softmax of the logits plus a value a class;
 *   predictions are made without those.
 * - `robust`: Σ_l q_l ℓ_l with ℓ_l the mean of −ln p_l over the batch's images of class l, 0 where it
 *   has none, and q_l ∝ q_l e^{η ℓ_l} before each step, 1/N at first. It takes no class weights; q is
 *   part of the snapshots, and {@link Trainer.classWeights} reads it.
 * - `hierarchical`: −(1/B) Σ_i w(y_i) Σ_l c_l ln P_l(y_i) with P_l(y) the sum of p over the classes of
 *   y's group at level l, levels coarsest first and nested; the last c is that of the class itself.
 * - `soft-labels`: −(1/B) Σ_i w(y_i) Σ_k t(y_i, k) ln p_k, where t(y, k) is entry (y, m) of `shares`,
 *   N × (L + 2), with m the number of the L levels at which y and k share a group, L + 1 where k is y.
 * - `margin`: −(1/B) Σ_i [ w(y_i) ln p_{y_i} − Σ_{l ≠ y_i} v(l) max(ln p_l, ln 1e-7) ],
 *   where v are the weights of the wrong classes.
 */
export type Objective =
  | { readonly kind: 'weighted-likelihood' }
  | { readonly kind: 'mean-likelihood' }
  | { readonly kind: 'margin' }
  | { readonly kind: 'focal'; readonly focusing: number }
  | { readonly kind: 'adjusted-likelihood'; readonly adjustments: Float64Array }
  | { readonly kind: 'robust'; readonly rate: number }
  | {
      readonly kind: 'hierarchical';
      readonly groups: readonly Int32Array[];
      readonly coefficients: readonly number[];
    }
  | {
      readonly kind: 'soft-labels';
      readonly groups: readonly Int32Array[];
      readonly shares: Float64Array;
    };

/** The objectives that differ in the weights of images and classes alone. */
export type WeighedObjective = Extract<
  Objective,
  { readonly kind: 'weighted-likelihood' | 'mean-likelihood' | 'margin' }
>;

/** Those of them that a mixture of levels can minimise: what differs is what a sum is divided by. */
export type LikelihoodObjective = Extract<
  Objective,
  { readonly kind: 'weighted-likelihood' | 'mean-likelihood' }
>;

/** Plain cross-entropy, as long as all class weights are alike. */
export const plainObjective: LikelihoodObjective = { kind: 'weighted-likelihood' };

/**
 * Share of batch norm's running mean and variance that a training step keeps; the rest comes from
 * its batch. A step of learning rate 0 changes nothing else of a network.
 */
export const runningShare = 0.9;

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

/** Images, or count × height × width × channels values as a network takes them. */
export type Images = GivenImages;

/** Labelled images, as many as there are labels. */
export interface Batch {
  readonly images: Images;
  readonly labels: Int32Array;
  /**
   * What each image weighs beside its class, finite and ≥ 0: wherever an objective has w(y_i), w(y_i)
   * times this stands. Absent where all images weigh 1.
   */
  readonly imageWeights?: Float64Array;
}

/**
 * What the steps since the last reading came to, step by step in order: kept apart so that sums
 * over an epoch do not depend on when readings happened.
 */
export interface StepMetrics {
  /** The objective of each step. */
  readonly losses: Float32Array;
  /** Share of ln p of wrong classes that the margin objective clamps; null elsewhere. */
  readonly clampedShares: Float32Array | null;
}

/** A network's weights and everything else that training changes, by name. */
export interface TrainerSnapshot {
  readonly tensors: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
  >;
}

/** How far a device is with what has to be done once. */
export interface Preparation {
  readonly done: number;
  readonly total: number;
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
  /**
   * Does beforehand what the first step on such a batch would have to wait for, such as compiling
   * shaders. Does nothing where that was done.
   */
  prepare(batch: Batch, onProgress: (preparation: Preparation) => void): Promise<void>;
  /**
   * One optimiser step on a batch of exactly `batchSize` images; does not wait for the device.
   * @throws Error where the images lie elsewhere than those of the step before, whose metrics have
   * not been taken yet.
   */
  step(batch: Batch, learningRate: number): void;
  /**
   * Reads and forgets the metrics of the steps since the last call. Waits for the device.
   * @throws EngineError when training diverged (a loss that is not finite) or the device failed.
   */
  takeMetrics(): Promise<StepMetrics>;
  /**
   * Class probabilities in inference mode, count × N. Any count; the trainer cuts it into pieces.
   * @throws EngineError when the device fails; RangeError for images that are moved.
   */
  predict(images: Images): Promise<Float32Array>;
  /** Weights, optimiser slots and batch-norm statistics. */
  save(): Promise<TrainerSnapshot>;
  /** Length d of a feature vector: what the last layer before the classifier puts out. */
  readonly featureCount: number;
  /** Deep features in inference mode, count × d. Any count; cut into pieces as predictions are. */
  features(images: Images): Promise<Float32Array>;
  /**
   * Takes over what of a snapshot has the same name and shape: the trunk, and with `classifier`
   * the classifiers as well. Optimiser slots are taken along with their parameters where the
   * snapshot has them, and start at zero where it has not.
   * @returns how many of the network's own tensors were taken over; 0 means the networks differ.
   */
  loadMatching(snapshot: TrainerSnapshot, options: { readonly classifier: boolean }): number;
  /** The classifiers, one a level, the classes' last; a flat network has that one only. */
  classifiers(): Promise<readonly Classifier[]>;
  /** Puts a snapshot of an equal network back. @throws RangeError where names or shapes differ. */
  load(snapshot: TrainerSnapshot): void;
  /** q of the robust objective as it stands, which sums to 1; null for all others. Waits for the device. */
  classWeights(): Promise<Float64Array | null>;
  /** Frees all memory on the device. */
  dispose(): void;
}

/** Several networks that are trained together, as one. */
export interface JointTrainerOptions
  extends Omit<TrainerOptions, 'network' | 'round' | 'objective'> {
  readonly objective: WeighedObjective;
  /** At least one. Network k, from 1, starts as the network of round k does. */
  readonly networks: readonly NetworkSpec[];
}

/** What networks that are trained together say of some images. */
export interface JointOutputs {
  /** Of all together, count × N. */
  readonly joint: Float32Array;
  /** Of each by itself, count × N. */
  readonly members: readonly Float32Array[];
  /** w of each network for each image, count × T: rows sum to 1. */
  readonly weights: Float32Array;
}

/**
 * T networks trained together with dynamic weights (mixture of CNNs; Ge et al., WACV 2016): for each
 * image w = softmax over the networks of their largest logits, and the objective takes the logits
 * Σ_k w_k s_k. With one network it is that network's {@link Trainer}.
 *
 * Features are those of all networks side by side, classifiers one a network. Snapshots hold every
 * network's tensors, {@link memberPrefix} before their names.
 */
export interface JointTrainer extends Trainer {
  /** What all say together, each by itself, and how they are weighted; in inference mode. */
  predictMembers(images: Images): Promise<JointOutputs>;
}

/** What stands before the names of network k's tensors, k from 1. */
export const memberPrefix = (network: number): string => `network${network}.`;

/** A linear classifier: logits = x·W + b. */
export interface Classifier {
  /** W, d × units. */
  readonly weights: Float32Array;
  /** b, one value a unit. */
  readonly bias: Float32Array;
}

export interface LevelwiseTrainerOptions extends Omit<TrainerOptions, 'objective'> {
  /** N_l of each level above the classes, coarsest first. */
  readonly groupCounts: readonly number[];
  /** Of −ln z of the images' classes in place of −ln p; `weighted-likelihood` unless said. */
  readonly objective?: LikelihoodObjective;
  /** α of Eq. 20, 21: decay of the classifiers of all levels, beside the optimiser's own. */
  readonly classifierDecay: number;
  /** θ at first, one value a level, the classes last and above 0; they sum to 1. */
  readonly levelWeights: Float64Array;
  /**
   * Whether θ is trained along, and the least value m of each entry then, at most 1/L and at most
   * the entry at first: θ_l = m + (1 − L·m)·softmax(v)_l with free parameters v (ours).
   */
  readonly learned: { readonly minimum: number } | null;
  /**
   * Whether the classes' level is one of groups of one class each, whose images' labels are drawn
   * as those of the other levels; not unless said (Table IV, one-level).
   */
  readonly drawnClasses?: boolean;
  /** w of −w Σ_l ln z^l_t of the images' groups t, added to the loss (ours); 0 unless said. */
  readonly auxiliaryWeight?: number;
  /**
   * Whether the classes' probabilities are products of softmaxes along their paths, the hierarchical
   * softmax, in place of the mixture: not unless said. It needs {@link LevelwiseTrainer.setGroups}
   * of every level, nested; Ψ and θ have no part in it.
   */
  readonly path?: boolean;
}

/** How Ψ follows from Ω on the device (Eq. 6), and what is kept of it in the mixture. */
export interface AssignmentRule {
  /** β_y, one value a class. */
  readonly beta: Float64Array;
  /**
   * `all`: Ψ as it is. `largest`: of each class's column only the largest entry, the first of
   * equals. A list: of each class's column only the entry of the group given. Rows are then
   * rescaled to sum to 1; rows left empty become β_y / β_0.
   */
  readonly keep: 'all' | 'largest' | Int32Array;
}

/** A batch of a level-wise mixture that adapts: what sampling needs beside images and labels. */
export interface SamplingBatch extends Batch {
  readonly sampling: {
    /** The group each image is in now, one array a level whose groups are drawn. */
    readonly groups: readonly Int32Array[];
    /** A uniform draw in [0, 1) for each image, one array a level. */
    readonly uniforms: readonly Float32Array[];
    /** 1 where the image may change its group, 0 where its class is pinned. */
    readonly free: Uint8Array;
  };
}

/** What the steps of a level-wise mixture since the last reading came to, in order. */
export interface MixtureMetrics extends StepMetrics {
  /**
   * Mean r_l of each step's images (weighted as in the loss), steps × levels; of a product along the
   * path each level's part of the loss.
   */
  readonly levelShares: Float32Array;
}

/** What a mixture says of some images. */
export interface MixtureOutputs {
  /** z, count × N. */
  readonly classes: Float32Array;
  /** z^l of each level's own softmax, count × N_l, the classes' last. */
  readonly levels: readonly Float32Array[];
}

/**
 * A network with a softmax a level, in training. Its loss is −Σ_i w(y_i) ln z_{y_i}, divided as its
 * {@link LikelihoodObjective} says, with z = Σ_l θ_l z^l Ψ^l (Eq. 1, 12), computed in log space without a floor.
 *
 * Until {@link setCounts}, Ψ stays as {@link setAssignment} left it. From then on each step of a
 * {@link SamplingBatch} computes Ψ from Ω, takes the loss and the gradient with it, draws each
 * image's group anew by Eq. 4 from the z of this same pass and the counts at the step's start (its
 * own count taken out), and changes Ω by the difference. The last level is the classes.
 *
 * Snapshots hold weights, statistics, optimiser slots and the parameters of a learned θ. Ψ, Ω and a
 * given θ are the caller's to set again. {@link Trainer.loadMatching} leaves a learned θ as it is.
 */
export interface LevelwiseTrainer
  extends Omit<Trainer, 'prepare' | 'step' | 'takeMetrics' | 'classWeights'> {
  prepare(
    batch: Batch | SamplingBatch,
    onProgress: (preparation: Preparation) => void,
  ): Promise<void>;
  step(batch: Batch | SamplingBatch, learningRate: number): void;
  takeMetrics(): Promise<MixtureMetrics>;
  /**
   * Ψ^l, N_l × N, as it is to stay: the level's Ω is given up. For the classes' level it is N × N,
   * the identity unless set; every other level needs a Ψ or Ω before the first step.
   * @throws RangeError for another size, or values that are no probabilities.
   */
  setAssignment(level: number, assignment: Float64Array): void;
  /**
   * Ω of a level whose groups are drawn (those above the classes, and with `drawnClasses` theirs),
   * N_l × N whole numbers, and how Ψ follows from it.
   * @throws RangeError for another size, no counts, a β without any value above 0, or no group.
   */
  setCounts(level: number, counts: Float64Array, rule: AssignmentRule): void;
  /**
   * The group of each class at a level above the classes: with an auxiliary loss, what images are
   * taught whose groups are not drawn, and of a product along the path its tree. Needed before the
   * first step of such a batch.
   */
  setGroups(level: number, groupOf: Int32Array): void;
  /** Ω of a level as it stands on the device, N_l × N. @throws Error where none was set. */
  counts(level: number): Promise<Float64Array>;
  /**
   * The groups drawn since the last call: one array a level that is drawn, one entry an image
   * of the sampling steps done, in the order of steps and batches.
   */
  takeSampledGroups(): Promise<readonly Int32Array[]>;
  /** θ as it stands. */
  levelWeights(): Promise<Float64Array>;
  /** Sets θ. @throws where θ is learned; RangeError for values that are no θ. */
  setLevelWeights(levelWeights: Float64Array): void;
  /** z and every z^l in inference mode; {@link Trainer.predict} gives z alone. */
  predictLevels(images: Images): Promise<MixtureOutputs>;
}

/** Trainers that do what an engine's own do, bit for bit, and are measured at it, which slows them. */
export interface Profiler
  extends Pick<
    Engine,
    'createTrainer' | 'createLevelwiseTrainer' | 'createJointTrainer' | 'releaseImages'
  > {
  readonly device: DeviceInfo;
  /** `host`: by the clock of the thread that computes. `device`: by the device's own timestamps. */
  readonly clock: 'host' | 'device';
  /** All that was measured since the last call, the most time first. Waits for the device. */
  takeParts(): Promise<readonly MeasuredPart[]>;
  /**
   * Multiply-adds a millisecond of a product of two matrices of `peakSide` a side, the best of
   * several: what a kernel can hope for here.
   */
  measurePeak(): Promise<number>;
}

export interface Engine {
  readonly device: DeviceInfo;
  /** Bytes of the largest piece of memory that it can hold; infinite where it knows no bound. */
  readonly largestBuffer: number;
  createTrainer(options: TrainerOptions): Trainer;
  createLevelwiseTrainer(options: LevelwiseTrainerOptions): LevelwiseTrainer;
  createJointTrainer(options: JointTrainerOptions): JointTrainer;
  /**
   * What a person should know of how the device does what it was given, noticed since the last call;
   * empty where all is as it should be.
   */
  takeNotes(): readonly string[];
  /**
   * Waits for work, unless the device goes away meanwhile: what waits for a device that is gone may
   * wait for ever. @throws EngineError that is `lost`, as soon as that is known.
   */
  untilLost<Result>(work: Promise<Result>): Promise<Result>;
  /** Why work failed, for people: the cause where the device knows it, else what was thrown. */
  explain(error: unknown): Promise<unknown>;
  /**
   * What measures steps on this device: on WebAssembly one thread, whatever the engine trains on.
   * Null where it tells no times: WebGPU without timestamps, WebGL.
   */
  profiler(): Profiler | null;
  /** Frees what the device keeps of images. Its trainers must have been disposed of. */
  releaseImages(): void;
  /** Frees the device. Its trainers must have been disposed of. */
  dispose(): void;
}

/**
 * What an error leaves behind:
 *
 * - `refused`: the device as it was; it cannot do what was asked.
 * - `lost`: no device; a fresh one can do the same.
 * - `spent`: a device that can do no more in this thread, and memory that goes with the thread.
 */
export type EngineFault = 'refused' | 'lost' | 'spent';

/** A device that is missing, was lost, or computed nonsense: for people, with what to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    message: string,
    /** What the person can do about it. */
    readonly remedy: string,
    readonly fault: EngineFault = 'refused',
  ) {
    super(message);
  }
}

/** Where numbers ceased to be finite, as far as it is known. */
export interface Divergence {
  /** What is not finite: `the loss of step 17`. */
  readonly what: string;
  /** Steps since the metrics were read last, up to the one whose loss is not finite; null for no step. */
  readonly step: number | null;
  /** The first tensor of the network, in the order of its layers, that is not finite; null where all are. */
  readonly tensor: string | null;
}

/** Training that came to numbers that are not finite: it cannot go on. */
export class DivergedError extends EngineError {
  constructor(
    readonly divergence: Divergence,
    /** `in round 1, epoch 3`; empty where the engine does not know. */
    where = '',
  ) {
    super(
      `Training diverged${where === '' ? '' : ` ${where}`}: ${divergence.what} is not a finite number. ${layerText(divergence)}`,
      'Lower the learning rate, for instance to a tenth of it. What was kept of the run is its last epoch whose numbers are all finite.',
    );
  }
}

function layerText({ tensor }: Divergence): string {
  if (tensor === null) return 'All weights are still finite: the outputs grew beyond all numbers.';
  const layer = tensor.split('/', 1)[0];
  return `The first layer that is not finite is ${layer} (${tensor}).`;
}

/** The first of some tensors that holds a number that is not finite; null where none does. */
export function firstNotFinite(
  tensors: Readonly<Record<string, { readonly values: ArrayLike<number> }>>,
): string | null {
  for (const [name, { values }] of Object.entries(tensors)) {
    for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at])) return name;
  }
  return null;
}
