import { expect, it, vi } from 'vitest';
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

/** A trainer whose answers come when the test says so, as a graphics card's do by and by. */
class SlowTrainer extends CountingTrainer {
  readonly waiting: (() => void)[] = [];
  override async takeMetrics(): Promise<StepMetrics> {
    const taken = await super.takeMetrics();
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    return taken;
  }
}

it('lets steps go on while an answer takes its time, and one answer only', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  try {
    const trainer = new SlowTrainer();
    const meter = new LossMeter(() => trainer.takeMetrics(), 1);
    const stepped = (loss: number) => {
      trainer.pending.push(loss);
      return meter.afterStep();
    };
    const answered = async (step: Promise<unknown>) => {
      await vi.waitFor(() => expect(trainer.waiting.length).toBe(1));
      now += 100;
      trainer.waiting.pop()?.();
      return step;
    };
    // Nothing is known of the device yet: the first answer is waited for.
    expect(await answered(stepped(1))).toEqual({ trainLoss: 1, imagesPerSecond: 10 });
    // It took 100 ms, so two steps fit a reading; from here on nobody waits for it at once.
    expect(await stepped(2)).toBeNull();
    expect(await stepped(3)).toBeNull();
    expect(trainer.readings).toBe(2);
    expect(await stepped(4)).toBeNull();
    expect(trainer.readings).toBe(2);
    // Two more steps are enough ahead of the device.
    expect(await answered(stepped(5))).toMatchObject({ trainLoss: 2.5 });
    for (const loss of [6, 7]) await stepped(loss);
    const ending = answered(meter.ofEpoch());
    expect(await ending).toMatchObject({ trainLoss: 4 });
    expect(meter.stepsRead).toBe(7);
  } finally {
    clock.mockRestore();
  }
});

it('goes on at the pace that it is given, and fails with the reading that failed', async () => {
  const trainer = new CountingTrainer();
  const pace = { steps: 3 };
  const meter = new LossMeter(() => trainer.takeMetrics(), 1, pace);
  for (const loss of [1, 2]) {
    trainer.pending.push(loss);
    expect(await meter.afterStep()).toBeNull();
  }
  expect(trainer.readings).toBe(0);
  trainer.pending.push(3);
  await meter.afterStep();
  expect(trainer.readings).toBe(1);
  const failing = new LossMeter(() => Promise.reject(new Error('no number')), 1);
  await expect(failing.afterStep()).rejects.toThrow('no number');
});
