import type {
  Batch,
  Classifier,
  Images,
  Preparation,
  StepMetrics,
  Trainer,
  TrainerSnapshot,
} from '../../engine.ts';
import type { WasmBackend } from '../backends/wasm.ts';
import type { FlatPlan, TrainerPlan } from './protocol.ts';
import { SharedNetwork } from './sharedNetwork.ts';
import type { ThreadPool } from './threadPool.ts';

/** A flat network that several threads train. */
export class SharedTrainer implements Trainer {
  readonly parameterCount: number;
  readonly featureCount: number;
  private readonly network: SharedNetwork<Trainer>;

  constructor(backend: WasmBackend, pool: ThreadPool, plan: TrainerPlan & FlatPlan) {
    this.network = new SharedNetwork<Trainer>(backend, pool, plan);
    this.parameterCount = this.network.own.parameterCount;
    this.featureCount = this.network.own.featureCount;
  }

  setClassWeights(weights: Float64Array, wrongClassWeights = weights): void {
    this.network.own.setClassWeights(weights, wrongClassWeights);
    this.network.repeat('setClassWeights', weights, wrongClassWeights);
  }

  prepare(batch: Batch, onProgress: (preparation: Preparation) => void): Promise<void> {
    return this.network.prepare(batch, onProgress);
  }

  step(batch: Batch, learningRate: number): void {
    this.network.checkBatch(batch);
    this.network.step(batch, learningRate);
  }

  takeMetrics(): Promise<StepMetrics> {
    return this.network.takeMetrics();
  }

  predict(images: Images): Promise<Float32Array> {
    return this.network.predict(images);
  }

  features(images: Images): Promise<Float32Array> {
    return this.network.features(images);
  }

  classifiers(): Promise<readonly Classifier[]> {
    return this.network.own.classifiers();
  }

  save(): Promise<TrainerSnapshot> {
    return this.network.own.save();
  }

  load(snapshot: TrainerSnapshot): void {
    this.network.load(snapshot);
  }

  loadMatching(snapshot: TrainerSnapshot, options: { readonly classifier: boolean }): number {
    return this.network.loadMatching(snapshot, options);
  }

  dispose(): void {
    this.network.dispose();
  }
}
