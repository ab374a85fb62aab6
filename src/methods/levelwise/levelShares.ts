import type { LevelwiseTrainer, StepMetrics } from '../../engine/engine.ts';

/** Adds up each level's share r_l over an epoch while losses are read. */
export class LevelShares {
  private readonly sums: Float64Array;
  private steps = 0;

  constructor(
    private readonly trainer: LevelwiseTrainer,
    levelCount: number,
  ) {
    this.sums = new Float64Array(levelCount);
  }

  /** The trainer's metrics, of which the shares are kept. */
  async takeMetrics(): Promise<StepMetrics> {
    const metrics = await this.trainer.takeMetrics();
    const levelCount = this.sums.length;
    metrics.levelShares.forEach((share, at) => {
      this.sums[at % levelCount] += share;
    });
    this.steps += metrics.losses.length;
    return metrics;
  }

  /** Mean of r_l over the epoch's steps, coarsest level first. */
  means(): number[] {
    return Array.from(this.sums, (sum) => sum / this.steps);
  }
}
