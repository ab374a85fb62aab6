/**
 * What all trainers on several threads have in common (data parallelism), whatever they minimise:
 * each thread has a replica of the trainer, this thread's answers what one replica can answer, and
 * the others are told of whatever changes theirs. All replicas always have the same weights, since
 * all make the same updates from the same sums.
 */
import type {
  Classifier,
  Images,
  LevelwiseTrainer,
  Preparation,
  Trainer,
  TrainerSnapshot,
} from '../../engine.ts';
import type { WasmBackend } from '../backends/wasm.ts';
import { checkBatch, checkUnmoved, countImages, sliceImages } from '../repeated/imageFeed.ts';
import { type AnyBatch, BatchBuffer, partOf } from './batchBuffer.ts';
import { createReplica, type Replica } from './createReplica.ts';
import { bufferShapeOf, type CallName, type EvaluationName, type TrainerPlan } from './protocol.ts';
import { sliceOf } from './shards.ts';
import type { ThreadPool } from './threadPool.ts';

/** Images that a thread must have of a prediction, for sending them there to pay. */
const minImages = 16;

let lastNumber = 0;

export class DataParallelTrainer<Kind extends Trainer | LevelwiseTrainer> {
  readonly parameterCount: number;
  readonly featureCount: number;
  /** This thread's replica. */
  protected readonly own: Kind;
  private readonly pool: ThreadPool;
  protected readonly plan: TrainerPlan;
  private readonly replica: Replica;
  private readonly batchBuffer: BatchBuffer;
  private readonly number = ++lastNumber;
  private isDisposed = false;

  constructor(backend: WasmBackend, pool: ThreadPool, plan: TrainerPlan) {
    this.pool = pool;
    this.plan = plan;
    // Checks the options before the other threads hear of them.
    this.replica = createReplica(backend, plan, 0, pool.collectives(plan.threads));
    this.own = this.replica.trainer as Kind;
    this.parameterCount = this.own.parameterCount;
    this.featureCount = this.own.featureCount;
    this.batchBuffer = new BatchBuffer(bufferShapeOf(plan));
    pool.tell({ type: 'create', trainer: this.number, plan, batchBuffer: this.batchBuffer.buffer });
  }

  setClassWeights(weights: Float64Array, wrongClassWeights = weights): void {
    this.own.setClassWeights(weights, wrongClassWeights);
    this.repeat('setClassWeights', weights, wrongClassWeights);
  }

  /** Has this thread ready what a first step would wait for; the others do so by themselves. */
  prepare(batch: AnyBatch, onProgress: (preparation: Preparation) => void): Promise<void> {
    const slice = partOf(batch, this.replica.slice, this.plan.options.shape);
    return this.own.prepare(slice, onProgress);
  }

  step(batch: AnyBatch, learningRate: number): void {
    checkBatch(batch, this.plan.options);
    if (this.isDisposed) throw new Error('This trainer has been disposed of');
    const { slice } = this.replica;
    const { shape } = this.plan.options;
    this.batchBuffer.put(batch, learningRate, slice.count, (source) =>
      this.pool.images.numberOf(source),
    );
    this.pool.step(this.number, () => this.own.step(partOf(batch, slice, shape), learningRate));
  }

  /** The own trainer's metrics, which all have: the others forget theirs. */
  takeMetrics(): ReturnType<Kind['takeMetrics']> {
    this.pool.tell({ type: 'forget', trainer: this.number });
    return this.own.takeMetrics() as ReturnType<Kind['takeMetrics']>;
  }

  /** Has the others do what this thread's trainer has done. */
  protected repeat(name: CallName, ...inputs: unknown[]): void {
    this.pool.callAll(this.number, this.plan.threads, name, inputs);
  }

  /** What all threads return of a call, this one's first. */
  protected async collect<Value>(name: CallName, own: () => Promise<Value>): Promise<Value[]> {
    const others = Array.from({ length: this.plan.threads - 1 }, (_, index) =>
      this.pool.call(index + 1, this.number, name, []),
    );
    return Promise.all([own(), ...others]) as Promise<Value[]>;
  }

  /** What the threads say of their shares of some images, in the images' order. */
  protected async share<Value>(
    name: EvaluationName,
    images: Images,
    own: (images: Images) => Promise<Value>,
  ): Promise<Value[]> {
    const { threads, options } = this.plan;
    const count = countImages(images, options.shape);
    if (count < minImages * threads) return [await own(images)];
    checkUnmoved(images);
    const edge = (rank: number) => Math.floor((count * rank) / threads);
    const ofThread = (rank: number) =>
      sliceImages(images, edge(rank), edge(rank + 1), options.shape);
    const others = Array.from({ length: threads - 1 }, (_, index) =>
      this.pool.evaluate(index + 1, this.number, name, ofThread(index + 1)),
    );
    return Promise.all([own(ofThread(0)), ...others]) as Promise<Value[]>;
  }

  /** Values of the images of several steps, from those that each thread has of its own images. */
  protected inBatches(ofThreads: readonly Int32Array[]): Int32Array {
    const { plan } = this;
    const { batchSize } = plan.options.training;
    const slices = ofThreads.map((_, rank) => sliceOf(batchSize, plan.shards, rank, plan.threads));
    const steps = ofThreads[0].length / slices[0].count;
    const all = new Int32Array(steps * batchSize);
    for (const [rank, { first, count }] of slices.entries()) {
      for (let step = 0; step < steps; step++) {
        const ofStep = ofThreads[rank].subarray(step * count, (step + 1) * count);
        all.set(ofStep, step * batchSize + first);
      }
    }
    return all;
  }

  async predict(images: Images): Promise<Float32Array> {
    return joined(await this.share('predict', images, (part) => this.own.predict(part)));
  }

  async features(images: Images): Promise<Float32Array> {
    return joined(await this.share('features', images, (part) => this.own.features(part)));
  }

  /** q of this thread's replica, which all have; of mixtures there is none. */
  async classWeights(): Promise<Float64Array | null> {
    return 'classWeights' in this.own ? this.own.classWeights() : null;
  }

  classifiers(): Promise<readonly Classifier[]> {
    return this.own.classifiers();
  }

  save(): Promise<TrainerSnapshot> {
    return this.own.save();
  }

  load(snapshot: TrainerSnapshot): void {
    this.own.load(snapshot);
    this.repeat('load', snapshot);
  }

  loadMatching(snapshot: TrainerSnapshot, options: { readonly classifier: boolean }): number {
    const taken = this.own.loadMatching(snapshot, options);
    this.repeat('loadMatching', snapshot, options);
    return taken;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.own.dispose();
    if (!this.pool.hasFailed) this.pool.tell({ type: 'dispose', trainer: this.number });
  }
}

/** Arrays one after another. */
export function joined(arrays: readonly Float32Array[]): Float32Array {
  if (arrays.length === 1) return arrays[0];
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
