import type {
  AssignmentRule,
  Batch,
  Classifier,
  Images,
  LevelwiseTrainer,
  MixtureMetrics,
  MixtureOutputs,
  Preparation,
  SamplingBatch,
  TrainerSnapshot,
} from '../../engine.ts';
import type { WasmBackend } from '../backends/wasm.ts';
import { checkSampling } from '../levelwise/sampling.ts';
import type { LevelwisePlan, TrainerPlan } from './protocol.ts';
import { joined, SharedNetwork } from './sharedNetwork.ts';
import type { ThreadPool } from './threadPool.ts';

/** A level-wise mixture that several threads train. Ψ, Ω and θ are the same on all of them. */
export class SharedLevelwiseTrainer implements LevelwiseTrainer {
  readonly parameterCount: number;
  readonly featureCount: number;
  private readonly network: SharedNetwork<LevelwiseTrainer>;
  private readonly groupCounts: readonly number[];

  constructor(backend: WasmBackend, pool: ThreadPool, plan: TrainerPlan & LevelwisePlan) {
    this.network = new SharedNetwork<LevelwiseTrainer>(backend, pool, plan);
    this.groupCounts = plan.options.groupCounts;
    this.parameterCount = this.network.own.parameterCount;
    this.featureCount = this.network.own.featureCount;
  }

  setClassWeights(weights: Float64Array): void {
    this.network.own.setClassWeights(weights);
    this.network.repeat('setClassWeights', weights);
  }

  setAssignment(level: number, assignment: Float64Array): void {
    this.network.own.setAssignment(level, assignment);
    this.network.repeat('setAssignment', level, assignment);
  }

  setCounts(level: number, counts: Float64Array, rule: AssignmentRule): void {
    this.network.own.setCounts(level, counts, rule);
    this.network.repeat('setCounts', level, counts, rule);
  }

  counts(level: number): Promise<Float64Array> {
    return this.network.own.counts(level);
  }

  prepare(
    batch: Batch | SamplingBatch,
    onProgress: (preparation: Preparation) => void,
  ): Promise<void> {
    return this.network.prepare(batch, onProgress);
  }

  step(batch: Batch | SamplingBatch, learningRate: number): void {
    this.network.checkBatch(batch);
    if ('sampling' in batch) checkSampling(batch, this.groupCounts);
    this.network.step(batch, learningRate);
  }

  takeMetrics(): Promise<MixtureMetrics> {
    return this.network.takeMetrics();
  }

  async takeSampledGroups(): Promise<readonly Int32Array[]> {
    const { own } = this.network;
    const ofThreads = await this.network.collect('takeSampledGroups', () =>
      own.takeSampledGroups(),
    );
    return this.groupCounts.map((_, level) =>
      this.network.inBatches(ofThreads.map((groups) => groups[level])),
    );
  }

  levelWeights(): Promise<Float64Array> {
    return this.network.own.levelWeights();
  }

  setLevelWeights(levelWeights: Float64Array): void {
    this.network.own.setLevelWeights(levelWeights);
    this.network.repeat('setLevelWeights', levelWeights);
  }

  predict(images: Images): Promise<Float32Array> {
    return this.network.predict(images);
  }

  async predictLevels(images: Images): Promise<MixtureOutputs> {
    const { own } = this.network;
    const parts = await this.network.share('predictLevels', images, (part) =>
      own.predictLevels(part),
    );
    return {
      classes: joined(parts.map(({ classes }) => classes)),
      levels: parts[0].levels.map((_, level) => joined(parts.map(({ levels }) => levels[level]))),
    };
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
