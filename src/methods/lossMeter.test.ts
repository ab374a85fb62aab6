import { expect, it } from 'vitest';
import type { StepMetrics } from '../engine/engine.ts';
import { LossMeter } from './lossMeter.ts';

/** A trainer that has done nothing but count losses. */
class CountingTrainer {
  pending: number[] = [];
  readings = 0;
  async takeMetrics(): Promise<StepMetrics> {
    const losses = Float32Array.from(this.pending);
    this.pending = [];
    this.readings++;
    return { losses, clampedShares: losses.map((loss) => loss / 10) };
  }
}

it('averages over the epoch whatever the readings were', async () => {
  const trainer = new CountingTrainer();
  const meter = new LossMeter(() => trainer.takeMetrics(), 32);
  for (let step = 1; step <= 200; step++) {
    trainer.pending.push(step);
    await meter.afterStep();
  }
  const { trainLoss, clampedShare } = await meter.ofEpoch();
  expect(trainLoss).toBe(100.5);
  expect(clampedShare).toBeCloseTo(10.05, 6);
  expect(trainer.readings).toBeLessThan(50);
  expect(trainer.pending).toEqual([]);
});
