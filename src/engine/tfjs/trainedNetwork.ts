/**
 * What every trainer does with its network on a device, whatever it minimises: uploading and
 * reading, predictions in pieces, snapshots. Nothing is read from the device but where a function
 * says that it waits.
 */
import { type Tensor, type Tensor2D, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Classifier, TrainerOptions, TrainerSnapshot } from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { diverged, unreadable } from './failures.ts';
import type { HeadedNetwork } from './networks/headedNetwork.ts';
import { createOptimiser, type Optimiser } from './optimisers.ts';
import type { ParameterStore } from './parameters.ts';

/** Images in one piece of a prediction: bounds the memory of its activations. */
const pieceSize = 256;

export class TrainedNetwork {
  readonly optimiser: Optimiser;
  private readonly backend: Backend;
  private readonly store: ParameterStore;
  private readonly network: HeadedNetwork;
  private readonly options: Pick<TrainerOptions, 'shape' | 'training'>;
  private readonly kept: readonly string[];
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
    this.optimiser = createOptimiser(backend.kernels, store, options.training);
  }

  /** What every call begins with: trainers of several backends may live side by side. */
  begin(): void {
    if (this.isDisposed) throw new Error('This trainer has been disposed of');
    this.backend.check();
    this.backend.activate();
  }

  /** @throws RangeError unless a batch has as many labels as the options say. */
  checkBatch({ labels }: { readonly labels: Int32Array }): void {
    const { batchSize } = this.options.training;
    if (labels.length !== batchSize) {
      throw new RangeError(`${labels.length} images in a batch of ${batchSize}`);
    }
  }

  upload(images: Float32Array, count: number): Tensor4D {
    const { height, width, channels } = this.options.shape;
    return tensor4d(images, [count, height, width, channels], 'float32');
  }

  /** Reads a tensor, which stays. Waits for the device. @throws EngineError when it failed. */
  async read(tensor: Tensor): Promise<Float32Array> {
    return Float32Array.from(await this.reading(tensor.data<'float32'>()));
  }

  /** Reads a tensor and frees it. Waits for the device. @throws EngineError when it failed. */
  async readAndFree(tensor: Tensor): Promise<Float32Array> {
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

  /**
   * What a function says of images, cut into pieces: one array for each of its tensors, which have
   * one row an image and as many columns as `widths` says. Waits for the device.
   */
  async inPieces(
    images: Float32Array,
    widths: readonly number[],
    compute: (piece: Tensor4D) => Tensor2D[],
  ): Promise<Float32Array[]> {
    const { height, width, channels } = this.options.shape;
    const imageSize = height * width * channels;
    const count = images.length / imageSize;
    if (!Number.isInteger(count)) {
      throw new RangeError(`${images.length} values are no whole number of images`);
    }
    const results = widths.map((columns) => new Float32Array(count * columns));
    for (let first = 0; first < count; first += pieceSize) {
      const last = Math.min(count, first + pieceSize);
      const piece = images.subarray(first * imageSize, last * imageSize);
      this.begin();
      const tensors = tidy(() => compute(this.upload(piece, last - first)));
      const values = await Promise.all(tensors.map((tensor) => this.readAndFree(tensor)));
      for (const [index, result] of results.entries()) {
        result.set(values[index], first * widths[index]);
      }
    }
    return results;
  }

  /** See {@link Trainer.features}. */
  async features(images: Float32Array): Promise<Float32Array> {
    const widths = [this.network.trunk.featureCount];
    const [features] = await this.inPieces(images, widths, (x) => [this.network.features(x)]);
    if (!features.every(Number.isFinite)) throw diverged();
    return features;
  }

  /** See {@link Trainer.classifiers}: one for each head. */
  async classifiers(): Promise<readonly Classifier[]> {
    this.begin();
    const heads = this.network.heads.map(async ({ weights, bias }) => {
      const values = [weights.value.data<'float32'>(), bias.value.data<'float32'>()];
      const [matrix, row] = await Promise.all(values);
      return { weights: Float32Array.from(matrix), bias: Float32Array.from(row) };
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
    this.begin();
    this.isDisposed = true;
    this.store.dispose();
    return true;
  }

  private async reading<T>(values: Promise<T>): Promise<T> {
    const read = await values.catch((cause: unknown) => {
      this.backend.check();
      throw unreadable(cause);
    });
    this.backend.check();
    return read;
  }
}
