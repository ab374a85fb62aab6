import type { LevelwiseTrainer, StepMetrics } from '../../engine/engine.ts';

/** Adds up each level's share r_l over an epoch while losses are read. */
export class LevelShares {
  private readonly sums: Float64Array;
  private steps = 0;

  /** @param isScaled whether the weights of a batch's images need not sum to 1. */
  constructor(
    private readonly trainer: LevelwiseTrainer,
    levelCount: number,
    private readonly isScaled = false,
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
    const total = this.isScaled ? this.sums.reduce((all, sum) => all + sum, 0) : this.steps;
    return Array.from(this.sums, (sum) => sum / total);
  }
}
