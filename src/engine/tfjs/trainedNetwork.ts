/**
 * What every trainer does with its network on a device, whatever it minimises: reading, features,
 * snapshots. Nothing is read from the device but where a function says that it waits.
 */
import {
  type Batch,
  type Classifier,
  EngineError,
  type Images,
  type TrainerOptions,
  type TrainerSnapshot,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { diverged, unreadable } from './failures.ts';
import type { HeadedNetwork } from './networks/headedNetwork.ts';
import { createOptimiser, type Optimiser } from './optimisers.ts';
import type { ParameterStore } from './parameters.ts';
import { Evaluation } from './repeated/evaluation.ts';
import { countImages } from './repeated/imageFeed.ts';

export class TrainedNetwork {
  readonly optimiser: Optimiser;
  private readonly backend: Backend;
  private readonly store: ParameterStore;
  private readonly network: HeadedNetwork;
  private readonly options: Pick<TrainerOptions, 'shape' | 'training'>;
  private readonly kept: readonly string[];
  private readonly featureReading: Evaluation;
  private isDisposed = false;

  /**
   * The store must hold all parameters by now: the optimiser adds its slots for them. Those named
   * in `kept` are not taken over from other networks.
   */
  constructor(
    backend: Backend,
    store: ParameterStore,
    network: HeadedNetwork,
    options: Pick<TrainerOptions, 'shape' | 'training'>,
    kept: readonly string[] = [],
  ) {
    this.backend = backend;
    this.store = store;
    this.network = network;
    this.options = options;
    this.kept = kept;
    this.optimiser = createOptimiser(backend.kernels, store, backend.memory, options.training);
    this.featureReading = new Evaluation(
      backend,
      options.shape,
      [network.trunk.featureCount],
      (images) => [network.features(images)],
    );
  }

  /** What every call begins with: trainers of several backends may live side by side. */
  begin(): void {
    if (this.isDisposed) throw new Error('This trainer has been disposed of');
    this.backend.check();
    this.backend.activate();
  }

  /** @throws RangeError unless a batch has as many images and labels as the options say. */
  checkBatch({ images, labels }: Batch): void {
    const { shape, training } = this.options;
    const wrong = [labels.length, countImages(images, shape)].find(
      (count) => count !== training.batchSize,
    );
    if (wrong !== undefined) {
      throw new RangeError(`${wrong} images in a batch of ${training.batchSize}`);
    }
  }

  /** Waits for values that are read. @throws EngineError when the device failed. */
  async reading<T>(values: Promise<T>): Promise<T> {
    const read = await values.catch((cause: unknown) => {
      this.backend.check();
      const isOurs = cause instanceof EngineError || cause instanceof RangeError;
      throw isOurs ? cause : unreadable(cause);
    });
    this.backend.check();
    return read;
  }

  /** What an evaluation says of images. Waits for the device. @throws EngineError when it failed. */
  evaluate(evaluation: Evaluation, images: Images): Promise<Float32Array[]> {
    this.begin();
    return this.reading(evaluation.of(images));
  }

  /** See {@link Trainer.features}. */
  async features(images: Images): Promise<Float32Array> {
    const [features] = await this.evaluate(this.featureReading, images);
    if (!features.every(Number.isFinite)) throw diverged();
    return features;
  }

  /** See {@link Trainer.classifiers}: one for each head. */
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
    const counted = this.optimiser.save();
    const held = await this.reading(this.store.save());
    return { tensors: { ...held, ...counted } };
  }

  load({ tensors }: TrainerSnapshot): void {
    this.begin();
    this.store.load(this.optimiser.load(tensors));
  }

  /** See {@link Trainer.loadMatching}. */
  loadMatching({ tensors }: TrainerSnapshot, { classifier }: { classifier: boolean }): number {
    this.begin();
    const heads = this.network.heads.flatMap(({ weights, bias }) => [weights.name, bias.name]);
    const left = new Set(classifier ? this.kept : [...this.kept, ...heads]);
    const taken = this.store.loadMatching(tensors, (name) => !left.has(name));
    this.optimiser.loadMatching(tensors, taken);
    return taken.size;
  }

  /** Returns whether there was anything to free: false from the second call on. */
  dispose(): boolean {
    if (this.isDisposed) return false;
    // Of a device that failed as well: what it holds may be in the next one's way.
    this.backend.activate();
    this.isDisposed = true;
    this.featureReading.dispose();
    this.store.dispose();
    this.optimiser.dispose();
    return true;
  }
}
