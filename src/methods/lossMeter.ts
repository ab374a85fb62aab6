import type { StepMetrics } from '../engine/engine.ts';

/** A reading for the person who watches. */
export interface MeterReading {
  readonly trainLoss: number | null;
  readonly imagesPerSecond: number;
}

/** Milliseconds between readings: reading waits for the device, so it is done rarely. */
const readingInterval = 250;
/** Milliseconds up to which a reading is waited for: longer, and steps go on meanwhile. */
const promptWait = 10;

/** How many steps lie between readings: it follows the device's speed, from epoch to epoch. */
export interface ReadingPace {
  steps: number;
}

/** A reading that was asked for. */
interface Reading {
  /** Since the one before. */
  readonly steps: number;
  readonly askedAt: number;
  /** When the device answered; null as long as it has not. */
  arrivedAt: number | null;
  /** Mean loss of the steps. */
  readonly loss: Promise<number>;
}

/**
 * Reads a trainer's metrics a few times a second and adds them up over an epoch. The number of
 * steps between readings follows the device's speed: reading after too many would let a queue of
 * unfinished steps grow on a graphics card, reading after each would hold it up. Where an answer takes
 * its time, steps go on until the next reading is due: Firefox tells what a card has done every
 * 100 ms only, which the card should not stand still for.
 */
export class LossMeter {
  private stepsSinceReading = 0;
  private lastReading = performance.now();
  private underWay: Reading | null = null;
  private isPrompt = true;
  private steps = 0;
  private lossSum = 0;
  private clampedSum: number | null = null;

  constructor(
    private readonly takeMetrics: () => Promise<StepMetrics>,
    private readonly batchSize: number,
    private readonly pace: ReadingPace = { steps: 1 },
  ) {}

  /** Counts a step; a reading when there is one to tell of. */
  async afterStep(): Promise<MeterReading | null> {
    this.stepsSinceReading++;
    const { underWay } = this;
    let told: MeterReading | null = null;
    if (underWay !== null && (underWay.arrivedAt !== null || this.isDue)) {
      told = await this.arrival(underWay);
    }
    if (this.underWay === null && this.isDue) {
      const begun = this.begin();
      if (this.isPrompt) told = await this.arrival(begun);
    }
    return told;
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
    if (this.underWay !== null) await this.arrival(this.underWay);
    if (this.stepsSinceReading > 0) await this.read();
    return {
      trainLoss: this.lossSum / this.steps,
      clampedShare: this.clampedSum === null ? null : this.clampedSum / this.steps,
    };
  }

  private get isDue(): boolean {
    return this.stepsSinceReading >= this.pace.steps;
  }

  /** Asks for a reading of the steps since the last one. */
  private begin(): Reading {
    const reading: Reading = {
      steps: this.stepsSinceReading,
      askedAt: performance.now(),
      arrivedAt: null,
      loss: this.read(),
    };
    const arrive = () => {
      reading.arrivedAt = performance.now();
    };
    // Of a failure whoever waits for it hears.
    reading.loss.then(arrive, arrive);
    this.stepsSinceReading = 0;
    this.underWay = reading;
    return reading;
  }

  /** Waits for a reading, and sets the pace by it; null where it came too early to be told. */
  private async arrival(reading: Reading): Promise<MeterReading | null> {
    const trainLoss = await reading.loss;
    const arrivedAt = reading.arrivedAt ?? performance.now();
    this.underWay = null;
    this.isPrompt = arrivedAt - reading.askedAt < promptWait;
    const elapsed = arrivedAt - this.lastReading;
    this.lastReading = arrivedAt;
    const imagesPerSecond = (reading.steps * this.batchSize * 1000) / elapsed;
    const fitting = Math.floor((reading.steps * readingInterval) / elapsed);
    this.pace.steps = Math.max(1, Math.min(fitting, this.pace.steps * 4));
    return elapsed < readingInterval / 4 ? null : { trainLoss, imagesPerSecond };
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
