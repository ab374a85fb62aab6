import type {
  AssignmentRule,
  Batch,
  Images,
  LevelwiseTrainer,
  MixtureOutputs,
  SamplingBatch,
} from '../../engine.ts';
import type { WasmBackend } from '../backends/wasm.ts';
import { checkSampling, drawnCounts } from '../levelwise/sampling.ts';
import { checkBatch } from '../repeated/imageFeed.ts';
import { DataParallelTrainer, joined } from './dataParallelTrainer.ts';
import type { LevelwisePlan, TrainerPlan } from './protocol.ts';
import type { ThreadPool } from './threadPool.ts';

/** A level-wise mixture that several threads train. Ψ, Ω and θ are the same on all of them. */
export class DataParallelLevelwiseTrainer
  extends DataParallelTrainer<LevelwiseTrainer>
  implements LevelwiseTrainer
{
  /** N_l of each level whose groups are drawn. */
  private readonly drawn: readonly number[];

  constructor(backend: WasmBackend, pool: ThreadPool, plan: TrainerPlan & LevelwisePlan) {
    super(backend, pool, plan);
    this.drawn = drawnCounts(plan.options);
  }

  setAssignment(level: number, assignment: Float64Array): void {
    this.own.setAssignment(level, assignment);
    this.repeat('setAssignment', level, assignment);
  }

  setCounts(level: number, counts: Float64Array, rule: AssignmentRule): void {
    this.own.setCounts(level, counts, rule);
    this.repeat('setCounts', level, counts, rule);
  }

  setGroups(level: number, groupOf: Int32Array): void {
    this.own.setGroups(level, groupOf);
    this.repeat('setGroups', level, groupOf);
  }

  counts(level: number): Promise<Float64Array> {
    return this.own.counts(level);
  }

  override step(batch: Batch | SamplingBatch, learningRate: number): void {
    checkBatch(batch, this.plan.options);
    if ('sampling' in batch) checkSampling(batch, this.drawn);
    super.step(batch, learningRate);
  }

  async takeSampledGroups(): Promise<readonly Int32Array[]> {
    const ofThreads = await this.collect('takeSampledGroups', () => this.own.takeSampledGroups());
    return this.drawn.map((_, level) => this.inBatches(ofThreads.map((groups) => groups[level])));
  }

  levelWeights(): Promise<Float64Array> {
    return this.own.levelWeights();
  }

  setLevelWeights(levelWeights: Float64Array): void {
    this.own.setLevelWeights(levelWeights);
    this.repeat('setLevelWeights', levelWeights);
  }

  async predictLevels(images: Images): Promise<MixtureOutputs> {
    const parts = await this.share('predictLevels', images, (part) => this.own.predictLevels(part));
    return {
      classes: joined(parts.map(({ classes }) => classes)),
      levels: parts[0].levels.map((_, level) => joined(parts.map(({ levels }) => levels[level]))),
    };
  }
}
