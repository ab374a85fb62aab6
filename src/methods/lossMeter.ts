import type { StepMetrics } from '../engine/engine.ts';

/** A reading for the person who watches. */
export interface MeterReading {
  readonly trainLoss: number | null;
  readonly imagesPerSecond: number;
}

/** Milliseconds between readings: reading waits for the device, so it is done rarely. */
const readingInterval = 250;

/**
 * Reads a trainer's metrics a few times a second and adds them up over an epoch. The number of
 * steps between readings follows the device's speed: reading after too many would let a queue of
 * unfinished steps grow on a graphics card, reading after each would hold it up.
 */
export class LossMeter {
  private stepsUntilReading = 1;
  private stepsSinceReading = 0;
  private lastReading = performance.now();
  private steps = 0;
  private lossSum = 0;
  private clampedSum: number | null = null;

  constructor(
    private readonly takeMetrics: () => Promise<StepMetrics>,
    private readonly batchSize: number,
  ) {}

  /** Counts a step; a reading when it is time for one. */
  async afterStep(): Promise<MeterReading | null> {
    this.stepsSinceReading++;
    if (this.stepsSinceReading < this.stepsUntilReading) return null;
    const trainLoss = await this.read();
    const elapsed = performance.now() - this.lastReading;
    const imagesPerSecond = (this.stepsSinceReading * this.batchSize * 1000) / elapsed;
    const fitting = Math.floor((this.stepsSinceReading * readingInterval) / elapsed);
    this.stepsUntilReading = Math.max(1, Math.min(fitting, this.stepsUntilReading * 4));
    this.stepsSinceReading = 0;
    this.lastReading = performance.now();
    if (elapsed < readingInterval / 4) return null;
    return { trainLoss, imagesPerSecond };
  }

  /** Steps of the epoch whose loss was read. */
  get stepsRead(): number {
    return this.steps;
  }

  /** Leaves out of the speed what was no training, since a moment of performance.now. */
  skipSince(moment: number): void {
    this.lastReading += performance.now() - moment;
  }

  /** Means over the whole epoch. */
  async ofEpoch(): Promise<{ trainLoss: number; clampedShare: number | null }> {
    if (this.stepsSinceReading > 0) await this.read();
    return {
      trainLoss: this.lossSum / this.steps,
      clampedShare: this.clampedSum === null ? null : this.clampedSum / this.steps,
    };
  }

  /** Adds what the trainer has to the epoch's sums; the mean loss since the last reading. */
  private async read(): Promise<number> {
    const { losses, clampedShares } = await this.takeMetrics();
    this.steps += losses.length;
    this.lossSum = losses.reduce((sum, loss) => sum + loss, this.lossSum);
    if (clampedShares !== null) {
      this.clampedSum = clampedShares.reduce((sum, share) => sum + share, this.clampedSum ?? 0);
    }
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  }
}
